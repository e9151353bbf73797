// Workloads W and M of the bench in ns-3 (3.37, Debian's libns3-dev); the model is that of floor.cpp, event for event.
//
//   ns3carp simple|csma W HOSTS [SECONDS]     repeats for so long, prints the shortest repetition
//   ns3carp simple M RUNS                     prints one pass
//
//   simple  SimpleNetDevice and SimpleChannel, raw packets of 36 bytes: the leanest ns-3
//   csma    CsmaNetDevice, the Internet stack, UDP to 224.0.0.18: the usual way, which does more for each packet
#include "ns3/core-module.h"
#include "ns3/network-module.h"
#include "ns3/csma-module.h"
#include "ns3/internet-module.h"
#include <chrono>
#include <cstdio>
#include <sys/resource.h>
using namespace ns3;
typedef uint32_t u32; typedef int64_t i64;
struct Sfc { u32 a,b,c,d; void seed(u32 s){ a=s; b=s*0x9E3779B9u; c=0xDEADBEEFu; d=1; for(int i=0;i<12;i++) next(); }
  u32 next(){ u32 t=a+b+d; d++; a=b^(b>>9); b=c+(c<<3); c=(c<<21)|(c>>11); c+=t; return t; } double u(){ return next()/4294967296.0; } };
static Sfc rng; static double g_loss=0,g_jit=0; static uint64_t g_events; static i64 g_failover,g_crash; static int g_new,g_false;
class LossyChannel : public SimpleChannel { public:
  static TypeId GetTypeId(){ static TypeId t=TypeId("LossyChannel").SetParent<SimpleChannel>().AddConstructor<LossyChannel>(); return t; }
  void Send(Ptr<Packet> p,uint16_t proto,Mac48Address to,Mac48Address from,Ptr<SimpleNetDevice> s) override {
    if(g_loss==0){ SimpleChannel::Send(p,proto,to,from,s); return; }
    for(std::size_t j=0;j<GetNDevices();j++){ Ptr<SimpleNetDevice> d=DynamicCast<SimpleNetDevice>(GetDevice(j)); if(d==s) continue; if(rng.u()<g_loss) continue; i64 dl=100+(i64)(rng.u()*g_jit);
      Simulator::ScheduleWithContext(d->GetNode()->GetId(),MicroSeconds(dl),&SimpleNetDevice::Receive,d,p->Copy(),proto,to,from); } } };
class Carp : public Application { public: int id,skew,state=1; bool alive=true; Ptr<NetDevice> dev; Ptr<Socket> sock; bool udp=false; EventId down,adv;
  Time advI(){ return MicroSeconds(1000000+(i64)skew*1000000/256);} Time downI(){ return MicroSeconds(3000000+(i64)skew*1000000/256);}
  void StartApplication() override { if(!udp) dev->SetReceiveCallback(MakeCallback(&Carp::Rx,this)); else { sock=Socket::CreateSocket(GetNode(),UdpSocketFactory::GetTypeId()); sock->Bind(InetSocketAddress(Ipv4Address::GetAny(),112)); sock->BindToNetDevice(dev); sock->SetRecvCallback(MakeCallback(&Carp::RxSock,this)); } ArmDown(); }
  void StopApplication() override {}
  void ArmDown(){ down.Cancel(); down=Simulator::Schedule(downI(),&Carp::Down,this); }
  void Down(){ g_events++; state=2; i64 now=Simulator::Now().GetMicroSeconds(); if(now>g_crash){ if(g_failover<0){ g_failover=now; g_new=id; } } else if(id!=0) g_false++; SendAdv(); }
  void Adv(){ g_events++; SendAdv(); }
  void SendAdv(){ uint8_t b[36]={0x21,1,(uint8_t)(skew>>8),(uint8_t)skew}; Ptr<Packet> p=Create<Packet>(b,36); if(udp) sock->SendTo(p,0,InetSocketAddress(Ipv4Address("224.0.0.18"),112)); else dev->Send(p,Mac48Address::GetBroadcast(),0x0800); adv=Simulator::Schedule(advI(),&Carp::Adv,this); }
  void Recv(Ptr<const Packet> p){ if(!alive) return; g_events++; uint8_t b[36]; p->CopyData(b,36); int as=b[2]<<8|b[3]; if(state==2){ if(as<skew){ state=1; adv.Cancel(); ArmDown(); } } else ArmDown(); }
  bool Rx(Ptr<NetDevice>,Ptr<const Packet> p,uint16_t,const Address&){ Recv(p); return true; }
  void RxSock(Ptr<Socket> s){ Ptr<Packet> p; while((p=s->Recv())) Recv(p); }
  void Crash(){ alive=false; state=0; down.Cancel(); adv.Cancel(); } };
static double nowS(){ return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
static long rss(){ rusage r; getrusage(RUSAGE_SELF,&r); return r.ru_maxrss; }
static void once(bool csma,int H,i64 until){ g_events=0; g_failover=-1; g_new=-1; g_false=0; NodeContainer nodes; nodes.Create(H); NetDeviceContainer devs; std::vector<Ptr<Carp>> apps;
  if(csma){ CsmaHelper c; c.SetChannelAttribute("DataRate",StringValue("1Gbps")); c.SetChannelAttribute("Delay",TimeValue(MicroSeconds(100))); devs=c.Install(nodes); InternetStackHelper st; st.SetIpv6StackInstall(false); st.Install(nodes); Ipv4AddressHelper ad; ad.SetBase("10.0.0.0","255.255.0.0"); ad.Assign(devs); }
  else { Ptr<LossyChannel> ch=CreateObject<LossyChannel>(); ch->SetAttribute("Delay",TimeValue(MicroSeconds(100))); for(int i=0;i<H;i++){ Ptr<SimpleNetDevice> d=CreateObject<SimpleNetDevice>(); d->SetAddress(Mac48Address::Allocate()); d->SetChannel(ch); Ptr<DropTailQueue<Packet>> q=CreateObject<DropTailQueue<Packet>>(); d->SetQueue(q); nodes.Get(i)->AddDevice(d); devs.Add(d);} }
  for(int i=0;i<H;i++){ Ptr<Carp> a=CreateObject<Carp>(); a->id=i; a->skew=i; a->dev=devs.Get(i); a->udp=csma; nodes.Get(i)->AddApplication(a); a->SetStartTime(Seconds(0)); apps.push_back(a); }
  Simulator::Schedule(MicroSeconds(g_crash),[&apps](){ g_events++; apps[0]->Crash(); for(auto&a:apps) if(a->state==2){ g_failover=Simulator::Now().GetMicroSeconds(); g_new=a->id; } });
  Simulator::Stop(MicroSeconds(until)+NanoSeconds(1)); Simulator::Run(); Simulator::Destroy(); }
int main(int argc,char**argv){ std::string mode=argv[1]; bool csma=mode=="csma"; 
  if(argv[2][0]=='W'){ int H=atoi(argv[3]); double minSec=argc>4?atof(argv[4]):0.5,best=1e9,tot=0; int reps=0; g_crash=600000000; while(reps<1||tot<minSec){ double a=nowS(); once(csma,H,3600000000LL); double d=nowS()-a; if(d<best)best=d; tot+=d; reps++; }
    printf("{\"impl\":\"ns3-%s\",\"wl\":\"W\",\"H\":%d,\"events\":%llu,\"wall\":%.6f,\"reps\":%d,\"rssKB\":%ld,\"failover\":%lld,\"newMaster\":%d}\n",mode.c_str(),H,(unsigned long long)g_events,best,reps,rss(),(long long)g_failover,g_new); }
  else { int N=atoi(argv[3]); int from=argc>4?atoi(argv[4]):1; double a=nowS(); i64 sum=0; uint64_t ev=0; int ff=0,none=0; for(int r=from;r<from+N;r++){ rng.seed(r); g_loss=0.1; g_jit=1000; g_crash=30000000+(i64)(rng.u()*1000000.0); once(csma,2,60000000); ev+=g_events; ff+=g_false; if(g_failover<0)none++; else sum+=g_failover-g_crash; } double d=nowS()-a;
    printf("{\"impl\":\"ns3-%s\",\"wl\":\"M\",\"runs\":%d,\"events\":%llu,\"wall\":%.6f,\"rssKB\":%ld,\"sumFailover\":%lld,\"falseFo\":%d,\"none\":%d}\n",mode.c_str(),N,(unsigned long long)ev,d,rss(),(long long)sum,ff,none); } }
