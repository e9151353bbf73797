// The floor: workloads W and M of the bench in plain C++, the least that a simulator can do. A skeleton of CARP (timers,
// adverts, yielding to a lower skew), with no digests, no packets, no records, no configuration.
//
//   floor naive|lazy|fan W HOSTS [SECONDS]     repeats for so long, prints the shortest repetition
//   floor naive|lazy M RUNS                    prints one pass
//
// Integer microseconds, events in the order (t, seq), three ways to queue them:
//   naive  an event a delivery, and a new event each time that a timer is set back
//   lazy   an event a delivery; setting a timer back only moves its deadline
//   fan    lazy, and one event a broadcast (W only)
// Counted are advert timers, master-down timers that take effect, deliveries to hosts that are on, and the crash.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>
#include <string>
#include <chrono>
#include <sys/resource.h>
typedef int64_t i64; typedef uint32_t u32; typedef uint64_t u64;
enum { ADV=0, DOWN=1, DELIVER=2, CRASH=3, FAN=4 };
struct Ev { i64 t; u64 seq; u32 kind; u32 host; u32 a; u32 b; };
static inline bool lt(const Ev&a,const Ev&b){ return a.t<b.t || (a.t==b.t && a.seq<b.seq); }
struct Heap { std::vector<Ev> a;
  void push(const Ev&e){ a.push_back(e); size_t i=a.size()-1; while(i){ size_t p=(i-1)>>1; if(!lt(e,a[p])) break; a[i]=a[p]; i=p; } a[i]=e; }
  Ev pop(){ Ev r=a[0]; Ev e=a.back(); a.pop_back(); size_t n=a.size(); if(n){ size_t i=0; for(;;){ size_t c=2*i+1; if(c>=n) break; if(c+1<n && lt(a[c+1],a[c])) c++; if(!lt(a[c],e)) break; a[i]=a[c]; i=c; } a[i]=e; } return r; } };
struct Sfc { u32 a,b,c,d; void seed(u32 s){ a=s; b=s*0x9E3779B9u; c=0xDEADBEEFu; d=1; for(int i=0;i<12;i++) next(); }
  u32 next(){ u32 t=a+b+d; d++; a=b^(b>>9); b=c+(c<<3); c=(c<<21)|(c>>11); c+=t; return t; } double u(){ return next()/4294967296.0; } };
struct Host { int state=1; int skew=0; u32 agen=0,dgen=0; bool alive=true, queued=false; i64 dl=0; u64 dseq=0; };
template<int MODE> struct Sim {
  Heap h; u64 seq=0, events=0; std::vector<Host> hs; i64 now=0, crashAt=0, failover=-1; int newMaster=-1, falseFo=0; double loss=0; double jit=0; Sfc rng; const i64 lat=100;
  void sched(i64 t,u32 k,u32 ho,u32 a=0,u32 b=0){ h.push(Ev{t,seq++,k,ho,a,b}); }
  void armDown(u32 i){ Host&x=hs[i]; i64 t=now+3000000+(i64)x.skew*1000000/256;
    if(MODE==0) sched(t,DOWN,i,++x.dgen);
    else { x.dl=t; x.dseq=seq++; if(!x.queued){ x.queued=true; h.push(Ev{t,x.dseq,DOWN,i,0,0}); } } }
  void sendAdv(u32 i){ Host&x=hs[i]; u32 n=hs.size();
    if(MODE==2 && loss==0) sched(now+lat,FAN,i,0,x.skew);
    else for(u32 j=0;j<n;j++) if(j!=i){ i64 d=lat; if(loss>0){ if(rng.u()<loss) continue; d+=(i64)(rng.u()*jit);} sched(now+d,DELIVER,j,i,x.skew);} 
    sched(now+1000000+(i64)x.skew*1000000/256,ADV,i,++x.agen); }
  void init(u32 H){ h.a.clear(); seq=events=0; now=0; failover=-1; newMaster=-1; falseFo=0; hs.assign(H,Host()); for(u32 i=0;i<H;i++) hs[i].skew=i; sched(crashAt,CRASH,0); for(u32 i=0;i<H;i++) armDown(i); }
  inline void recv(u32 i,u32 from,int as){ Host&x=hs[i]; if(!x.alive) return; events++;
    if(x.state==2){ if(as<x.skew){ x.state=1; x.agen++; armDown(i);} } else armDown(i); }
  void run(i64 until){ while(!h.a.empty() && h.a[0].t<=until){ Ev e=h.pop(); now=e.t; u32 i=e.host;
    switch(e.kind){
      case DELIVER: recv(i,e.a,(int)e.b); break;
      case FAN: { u32 n=hs.size(); for(u32 j=0;j<n;j++) if(j!=i) recv(j,i,(int)e.b); } break;
      case DOWN: { Host&x=hs[i]; if(MODE==0){ if(e.a!=x.dgen) break; } else { x.queued=false; if(!x.alive||x.state!=1) break; if(e.seq!=x.dseq){ x.queued=true; h.push(Ev{x.dl,x.dseq,DOWN,i,0,0}); break; } }
        if(!x.alive||x.state!=1) break; events++; x.state=2; if(now>crashAt){ if(failover<0){ failover=now; newMaster=i; } } else if(i!=0) falseFo++; sendAdv(i);} break;
      case ADV: { Host&x=hs[i]; if(e.a!=x.agen) break; events++; sendAdv(i);} break;
      case CRASH: { events++; Host&x=hs[0]; x.alive=false; x.state=0; x.agen++; x.dgen++; for(u32 j=1;j<hs.size();j++) if(hs[j].state==2){ failover=now; newMaster=j; } } break;
    } } }
};
static double nowS(){ return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
static long rss(){ rusage r; getrusage(RUSAGE_SELF,&r); return r.ru_maxrss; }
template<int MODE> void go(const char*impl,int argc,char**argv){
  if(argv[2][0]=='W'){ int H=atoi(argv[3]); double minSec=argc>4?atof(argv[4]):0.5; Sim<MODE> s; s.crashAt=600000000; double best=1e9,tot=0; int reps=0; while(reps<1||tot<minSec){ double a=nowS(); s.init(H); s.run(3600000000LL); double d=nowS()-a; if(d<best)best=d; tot+=d; reps++; }
    printf("{\"impl\":\"%s\",\"wl\":\"W\",\"H\":%d,\"events\":%llu,\"wall\":%.6f,\"reps\":%d,\"rssKB\":%ld,\"failover\":%lld,\"newMaster\":%d}\n",impl,H,(unsigned long long)s.events,best,reps,rss(),(long long)s.failover,s.newMaster); }
  else { int N=atoi(argv[3]); double a=nowS(); i64 sum=0; u64 ev=0; int ff=0, none=0; Sim<MODE> s; for(int r=1;r<=N;r++){ s.rng.seed(r); s.loss=0.1; s.jit=1000; s.crashAt=30000000+(i64)(s.rng.u()*1000000.0); s.init(2); s.run(60000000); ev+=s.events; ff+=s.falseFo; if(s.failover<0) none++; else sum+=s.failover-s.crashAt; } double d=nowS()-a;
    printf("{\"impl\":\"%s\",\"wl\":\"M\",\"runs\":%d,\"events\":%llu,\"wall\":%.6f,\"rssKB\":%ld,\"sumFailover\":%lld,\"falseFo\":%d,\"none\":%d}\n",impl,N,(unsigned long long)ev,d,rss(),(long long)sum,ff,none); }
}
int main(int argc,char**argv){ std::string m=argv[1]; if(m=="naive") go<0>("cpp-naive",argc,argv); else if(m=="lazy") go<1>("cpp-lazy",argc,argv); else go<2>("cpp-fan",argc,argv); }
