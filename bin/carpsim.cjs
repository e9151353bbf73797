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

// It is asked to end, not we: it may have a terminal to restore. What becomes of it becomes of us.
var SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

function runWith(node) {
  var env = Object.assign({}, process.env, { CARPSIM_REEXEC: "1" });
  var args = [__filename].concat(process.argv.slice(2));
  var child = require("child_process").spawn(node, args, { stdio: "inherit", env: env });
  function pass(signal) {
    child.kill(signal);
  }
  SIGNALS.forEach(function (signal) {
    process.on(signal, pass);
  });
  child.on("error", function (error) {
    console.error("carpsim: " + error.message);
    process.exit(4);
  });
  child.on("exit", function (code, signal) {
    SIGNALS.forEach(function (signal) {
      process.removeListener(signal, pass);
    });
    if (signal) process.kill(process.pid, signal);
    else process.exit(code);
  });
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
