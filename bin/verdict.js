#!/usr/bin/env node
/*
 * Starts Verdict. Written so that a Node of any age can read it: an old one is to be told what is missing, not to fail on syntax.
 * In a checkout the source is run, in a published package the bundle.
 */
'use strict';

var childProcess = require('child_process');
var fs = require('fs');
var os = require('os');
var path = require('path');

var ROOT = path.join(__dirname, '..');
var SOURCE = path.join(ROOT, 'src', 'main.ts');
var BUNDLE = path.join(ROOT, 'dist', 'main.js');
var OWN_NODE = path.join(ROOT, 'node_modules', '.bin', 'node');
/** The oldest Node that will do; `engines` in package.json says the same. */
var WANTED = [24, 11];

function fits(version) {
  var parts = String(version).replace(/^v/, '').split('.').map(Number);
  return parts[0] > WANTED[0] || (parts[0] === WANTED[0] && parts[1] >= WANTED[1]);
}

function start() {
  var isCheckout = fs.existsSync(SOURCE);
  if (fits(process.version)) return run(isCheckout);
  if (isCheckout && fits(versionOf(OWN_NODE))) return runWith(OWN_NODE);
  var found = 'verdict needs Node.js ' + WANTED.join('.') + ' or newer, this is ' + process.version + '. ';
  var checkout = 'Run `npm ci` in ' + ROOT + ': it brings one where there is a package for this machine; ';
  refuse(found + (isCheckout ? checkout + 'else install it.' : 'Install it and try again.'));
}

function run(isCheckout) {
  if (isCheckout && !fs.existsSync(path.join(ROOT, 'node_modules'))) {
    return refuse('verdict has no dependencies installed yet: run `npm ci` in ' + ROOT);
  }
  require(isCheckout ? SOURCE : BUNDLE).main();
}

function versionOf(node) {
  var answer = childProcess.spawnSync(node, ['--version'], { encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : 'v0.0';
}

function runWith(node) {
  var child = childProcess.spawn(node, [__filename].concat(process.argv.slice(2)), { stdio: 'inherit' });
  // The child decides what a signal means; a press of Ctrl-C that reaches it twice counts once there.
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  child.on('error', function (error) {
    refuse('verdict could not start ' + node + ': ' + error.message);
  });
  child.on('exit', function (code, signal) {
    // As a shell says it. The child answers signals itself, but for the one that nobody can and those that come before it is there.
    process.exit(signal ? 128 + os.constants.signals[signal] : code);
  });
}

function refuse(text) {
  process.stderr.write(text + '\n');
  process.exit(4);
}

start();
