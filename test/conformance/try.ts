import { readFileSync, existsSync } from 'node:fs'
import { simulate } from '../../src/simulate.ts'
import { scenarioOf, namesInterfaces } from './case.ts'
import { played, comparable, LISTS } from './timeline.ts'
const impl = process.argv[2]!, only = process.argv[3], max = Number(process.argv[4] ?? 6)
const S='/work/shared/conformance'
let pass=0, fail=0, shown=0
for (const fam of ['rnd','cut','mul','run','vup','dem','bad','ucp','nic','ops','err']) {
  const ef=`${S}/expected/${impl}/${fam}.ndjson`
  if (!existsSync(ef)) continue
  const exp=new Map(readFileSync(ef,'utf8').trim().split('\n').map(l=>{const d=JSON.parse(l);return [d.id,d]}))
  let fp=0, ff=0
  for (const l of readFileSync(`${S}/inputs/${fam}.ndjson`,'utf8').trim().split('\n')) {
    const c=JSON.parse(l); const e=exp.get(c.id); if(!e || (only && only!=='-' && c.id!==only && fam!==only)) continue
    const opt={interfaces:namesInterfaces(c),hex:true}
    let diff=''
    try {
      const tr=simulate(scenarioOf(c,impl))
      const pl=played(tr.records)
      for (const list of LISTS) {
        const a=pl.filter(p=>p.list===list).map(p=>comparable(p.entry,opt)), b=e[list].map((x:any)=>comparable(x,opt))
        for (let i=0;i<Math.max(a.length,b.length);i++) if (a[i]!==b[i]) { diff+=`  ${list}[${i}]\n    got ${a[i]}\n    exp ${b[i]}\n`; break }
      }
    } catch (err) { diff = String((err as Error).stack) }
    if (diff) { ff++; if (shown++<max) console.log(c.id+'\n'+diff) } else fp++
  }
  console.log(fam, fp, ff); pass+=fp; fail+=ff
}
console.log(impl, pass, fail)
