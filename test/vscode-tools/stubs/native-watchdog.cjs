'use strict';
/** Stands in for `@vscode/native-watchdog`, which would have to be compiled: ends when the parent has ended. */

const lookEveryMs = 3000;

exports.start = (parent) => {
	setInterval(() => {
		try {
			process.kill(parent, 0);
		} catch {
			process.exit(87);
		}
	}, lookEveryMs).unref();
};
exports.exit = (code) => process.exit(code ?? 0);
