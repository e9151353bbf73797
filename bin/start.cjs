// Loaded on a Node that is new enough, where dynamic import parses.
"use strict";
import("../dist/cli/main.js").then(
  ({ main }) => main(process.argv),
  (error) => {
    console.error(`carpsim cannot start: ${error.message}`);
    process.exitCode = 4;
  },
);
