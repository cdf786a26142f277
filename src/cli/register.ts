import type { Command } from 'commander';
import type { World } from './world.ts';

/** Runs what a command does; its answer is the process' exit code. What it throws is said on stderr. */
export type Act = (command: (world: World) => number | Promise<number>) => Promise<void>;

/**
 * Adds one command: its words, arguments and options. It must cost no time at start: what the command does stands in
 * a file of its own that the action imports when it is called.
 */
export type Register = (program: Command, act: Act) => void;
