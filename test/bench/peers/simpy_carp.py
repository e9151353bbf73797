# Workloads W and M of the bench in SimPy, as SimPy is used; the model is that of floor.cpp, event for event.
#
#   simpy_carp.py simpy2|simpy3 W HOSTS [SECONDS]     repeats for so long, prints the shortest repetition
#   simpy_carp.py simpy2|simpy3 M RUNS                prints one pass
#
#   simpy2  SimPy 2.3.1, Debian's python3-simpy (import SimPy): a process a host, a process a delivery, reactivate
#   simpy3  SimPy 3 and later (import simpy): events with callbacks for deliveries, a generator an advertiser; the
#           leanest reasonable use
import sys, json, time, resource
mode, wl, arg = sys.argv[1:4]
M32=0xffffffff
class Sfc:
    __slots__=('a','b','c','d')
    def seed(s,x):
        s.a=x&M32; s.b=(x*0x9E3779B9)&M32; s.c=0xDEADBEEF; s.d=1
        for _ in range(12): s.u()
    def u(s):
        t=(s.a+s.b+s.d)&M32; s.d=(s.d+1)&M32; b=s.b; c=s.c
        s.a=b^(b>>9); s.b=(c+(c<<3))&M32; s.c=((((c<<21)|(c>>11))&M32)+t)&M32
        return t/4294967296.0
rng=Sfc()
class G: pass
g=G()
def dn(k): return 3000000+k*1000000//256
def ai(k): return 1000000+k*1000000//256

if mode=='simpy2':
    from SimPy.Simulation import Simulation, Process, hold, passivate
    class Deliver(Process):
        def go(self,host,lat,skew):
            yield hold,self,lat
            host.receive(skew)
    class Adv(Process):
        def go(self,host):
            while True:
                host.broadcast()
                yield hold,self,ai(host.skew)
                if self.sim.now()>g.until: return  # SimPy 2.3.1 runs one event past `until` when cancelled notices lead the queue
                g.events+=1
    class Host(Process):
        def __init__(self,i,sim):
            Process.__init__(self,sim=sim); self.i=i; self.skew=i; self.state='backup'; self.alive=True; self.adv=None
        def go(self):
            while True:
                yield hold,self,dn(self.skew)
                if self.sim.now()>g.until: return
                g.events+=1; self.state='master'; now=self.sim.now()
                if now>g.crash:
                    if g.failover<0: g.failover=int(now); g.new=self.i
                elif self.i!=0: g.false+=1
                self.adv=Adv(sim=self.sim); self.sim.activate(self.adv,self.adv.go(self))
                yield passivate,self
        def broadcast(self):
            sim=self.sim
            for h in g.hosts:
                if h is not self:
                    lat=100
                    if g.loss>0:
                        if rng.u()<g.loss: continue
                        lat+=int(rng.u()*g.jit)
                    p=Deliver(sim=sim); sim.activate(p,p.go(h,lat,self.skew))
        def receive(self,skew):
            if not self.alive or self.sim.now()>g.until: return
            g.events+=1
            if self.state=='master':
                if skew<self.skew:
                    self.state='backup'; self.cancel(self.adv); self.sim.reactivate(self)
            else: self.sim.reactivate(self,delay=dn(self.skew))
    class Crash(Process):
        def go(self):
            yield hold,self,g.crash
            g.events+=1; h=g.hosts[0]; h.alive=False; h.state='init'; self.cancel(h)
            if h.adv: self.cancel(h.adv)
            for h in g.hosts:
                if h.state=='master': g.failover=int(self.sim.now()); g.new=h.i
    # reactivate() of a host that is in passivate resumes the loop (=> hold again); one that holds would fire at the new
    # time, so the deadline moves.
    def once(H,until):
        g.events=0; g.failover=-1; g.new=-1; g.false=0
        g.until=until; sim=Simulation(); sim.initialize()
        g.hosts=[Host(i,sim) for i in range(H)]
        c=Crash(sim=sim); sim.activate(c,c.go())
        for h in g.hosts: sim.activate(h,h.go())
        sim.simulate(until=until)
else:
    import simpy
    class Host:
        __slots__=('i','skew','env','state','alive','gen','agen')
        def __init__(s,i,env): s.i=i; s.skew=i; s.env=env; s.state=1; s.alive=True; s.gen=0; s.agen=0
        def arm(s):
            s.gen+=1; t=s.env.timeout(dn(s.skew),s.gen); t.callbacks.append(s.down)
        def down(s,ev):
            if ev.value!=s.gen or s.state!=1: return
            g.events+=1; s.state=2; now=s.env.now
            if now>g.crash:
                if g.failover<0: g.failover=int(now); g.new=s.i
            elif s.i!=0: g.false+=1
            s.agen+=1; s.env.process(s.advertise(s.agen))
        def advertise(s,gen):
            env=s.env
            while True:
                for h in g.hosts:
                    if h is not s:
                        lat=100
                        if g.loss>0:
                            if rng.u()<g.loss: continue
                            lat+=int(rng.u()*g.jit)
                        env.timeout(lat,s.skew).callbacks.append(h.receive)
                yield env.timeout(ai(s.skew))
                if gen!=s.agen: return
                g.events+=1
        def receive(s,ev):
            if not s.alive: return
            g.events+=1
            if s.state==2:
                if ev.value<s.skew: s.state=1; s.agen+=1; s.arm()
            else: s.arm()
        def crash(s): s.alive=False; s.state=0; s.agen+=1; s.gen+=1
    def once(H,until):
        g.events=0; g.failover=-1; g.new=-1; g.false=0
        env=simpy.Environment(); g.hosts=[Host(i,env) for i in range(H)]
        def crash(ev):
            g.events+=1; g.hosts[0].crash()
            for h in g.hosts:
                if h.state==2: g.failover=int(env.now); g.new=h.i
        env.timeout(g.crash).callbacks.append(crash)
        for h in g.hosts: h.arm()
        env.run(until=until+1)
rss=lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
import platform
impl=mode+('-pypy' if platform.python_implementation()=='PyPy' else '')
if wl=='W':
    H=int(arg); minSec=float(sys.argv[4]) if len(sys.argv)>4 else 0.5; g.loss=0; g.crash=600000000; best=1e9; tot=0; reps=0
    while reps<1 or tot<minSec:
        a=time.perf_counter(); once(H,3600000000); d=time.perf_counter()-a; best=min(best,d); tot+=d; reps+=1
    print(json.dumps(dict(impl=impl,wl='W',H=H,events=g.events,wall=round(best,6),reps=reps,rssKB=rss(),failover=g.failover,newMaster=g.new)))
else:
    N=int(arg); a=time.perf_counter(); s=ev=ff=none=0
    for r in range(1,N+1):
        rng.seed(r); g.loss=0.1; g.jit=1000; g.crash=30000000+int(rng.u()*1e6); once(2,60000000); ev+=g.events; ff+=g.false
        if g.failover<0: none+=1
        else: s+=g.failover-g.crash
    print(json.dumps(dict(impl=impl,wl='M',runs=N,events=ev,wall=round(time.perf_counter()-a,6),rssKB=rss(),sumFailover=s,falseFo=ff,none=none)))
