#!/usr/bin/env node
// Plain CommonJS, ES5 syntax only: it must parse on any old Node, so that the sentence below is what a user sees.
"use strict";
var version = process.versions.node.split(".").map(Number);
var newEnough = version[0] > 22 || (version[0] === 22 && version[1] >= 12);

// In a checkout npm ci brings a Node of its own, for machines whose Node is too old.
function bundledNode() {
  if (process.env.CARPSIM_REEXEC) return null;
  try {
    return require.resolve("node/bin/node");
  } catch (absent) {
    return null;
  }
}

function runWith(node) {
  var env = Object.assign({}, process.env, { CARPSIM_REEXEC: "1" });
  var args = [__filename].concat(process.argv.slice(2));
  var run = require("child_process").spawnSync(node, args, { stdio: "inherit", env: env });
  if (run.error) {
    console.error("carpsim: " + run.error.message);
    process.exit(4);
  }
  if (run.signal) process.kill(process.pid, run.signal);
  else process.exit(run.status);
}

if (newEnough) {
  require("./start.cjs");
} else {
  var node = bundledNode();
  if (node) {
    runWith(node);
  } else {
    console.error(
      "carpsim needs Node.js 22.12 or newer; this is " +
        process.version +
        ". Install Node 24 (https://nodejs.org) or run: npx -p node@24 -p carpsim carpsim"
    );
    process.exit(1);
  }
}
