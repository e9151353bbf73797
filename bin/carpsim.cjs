#!/usr/bin/env node
// Plain CommonJS with ES5 syntax only: must parse on any old Node, so that the error below is what a user sees.
"use strict";
var v = process.versions.node.split(".").map(Number);
var ok = v[0] > 22 || (v[0] === 22 && v[1] >= 12);
if (ok) {
  import("../dist/cli/main.js").catch((e) => {
    console.error(e);
    process.exitCode = 1;
  });
} else {
  var bundled = null;
  if (!process.env.CARPSIM_REEXEC) {
    try {
      bundled = require.resolve("node/bin/node");
    } catch (e) {
      /* not installed */
    }
  }
  if (!bundled) {
    console.error(
      "carpsim needs Node.js 22.12 or newer; this is " +
        process.version +
        ". Install Node 24 (https://nodejs.org) or run: npx -p node@24 -p carpsim carpsim",
    );
    process.exit(1);
  }
  var env = Object.assign({}, process.env, { CARPSIM_REEXEC: "1" });
  var r = require("child_process").spawnSync(bundled, [__filename].concat(process.argv.slice(2)), {
    stdio: "inherit",
    env: env,
  });
  if (r.error) {
    console.error(String(r.error));
    process.exit(1);
  }
  if (r.signal) process.kill(process.pid, r.signal);
  else process.exit(r.status);
}
