// Loaded on a Node that is new enough, where dynamic import parses.
"use strict";
const { enableCompileCache } = require("node:module");
const { homedir } = require("node:os");
const { isAbsolute, join } = require("node:path");

// What was compiled once starts faster the next time. A folder of the user's own: what lies there is run.
function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  const folder = [XDG_CACHE_HOME, LOCALAPPDATA].find((path) => path && isAbsolute(path));
  return join(folder || join(homedir(), ".cache"), "carpsim");
}

try {
  // Where nothing can be written there is no cache, and that is all.
  enableCompileCache(cacheFolder());
} catch (homeless) {
  // So it is where nobody knows whose process this is.
}

import("../dist/bin/main.js").then(
  ({ main }) => main(process.argv),
  (error) => {
    console.error(`carpsim cannot start: ${error.message}`);
    process.exitCode = 4;
  },
);
