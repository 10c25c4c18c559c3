'use strict';
/**
 * Stands in for `@vscode/spdlog`, which would have to be compiled; without it VS Code loses its log files and the text of
 * every output channel. One assignment for each export: VS Code `import()`s this file, and Node finds the names of a
 * CommonJS file's exports by their assignments.
 */
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

class Logger {
	#file;
	#level = 2;
	#isRaw = false;

	constructor(_type, _name, file) {
		this.#file = file;
	}

	trace(text) {
		this.#write(0, text);
	}
	debug(text) {
		this.#write(1, text);
	}
	info(text) {
		this.#write(2, text);
	}
	warn(text) {
		this.#write(3, text);
	}
	error(text) {
		this.#write(4, text);
	}
	critical(text) {
		this.#write(5, text);
	}
	getLevel() {
		return this.#level;
	}
	setLevel(level) {
		this.#level = level;
	}
	setPattern() {
		this.#isRaw = true;
	}
	clearFormatters() {
		this.#isRaw = true;
	}
	flush() {}
	drop() {}

	#write(level, text) {
		if (level < this.#level) return;
		const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
		try {
			appendFileSync(this.#file, this.#isRaw ? text : `${time} [${levels[level]}] ${text}\n`);
		} catch {
			// The folder is gone: the test that it belonged to has ended.
		}
	}
}

async function create(name, file) {
	mkdirSync(dirname(file), { recursive: true });
	appendFileSync(file, '');
	return new Logger('', name, file);
}

exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
