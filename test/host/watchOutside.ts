/** Counts what the extension's own code asks of files and network, by the stack of each call. */
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import http from 'node:http';
import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

interface Watch {
	/** Calls that came from the extension's bundles: `fs.readFileSync`, … */
	calls(): readonly string[];
	stop(): void;
}

const watched = {
	fs: [
		fs,
		[
			'readFile',
			'readFileSync',
			'open',
			'openSync',
			'stat',
			'statSync',
			'existsSync',
			'writeFileSync',
			'mkdirSync',
			'readdirSync',
			'createReadStream',
		],
	],
	'fs/promises': [fsPromises, ['readFile', 'open', 'stat', 'access', 'writeFile', 'mkdir', 'readdir']],
	http: [http, ['request', 'get']],
	https: [https, ['request', 'get']],
	net: [net, ['connect', 'createConnection', 'createServer']],
} as const;

type AnyFunction = (...args: unknown[]) => unknown;

export function filesAndNetwork(): Watch {
	const calls: string[] = [];
	const undo: (() => void)[] = [];
	const watch = (owner: object, module: string, name: string): void => {
		const functions = owner as Record<string, AnyFunction>;
		const before = functions[name];
		if (before === undefined) return;
		functions[name] = function (this: unknown, ...args) {
			// The host reads the bundle's files itself: only calls from within them count.
			if (/dist[\\/]vscode[\\/]/.test(new Error().stack?.split('\n').slice(2, 4).join('\n') ?? '')) {
				calls.push(`${module}.${name}`);
			}
			return before.apply(this, args);
		};
		undo.push(() => (functions[name] = before));
	};
	for (const [module, [owner, names]] of Object.entries(watched)) for (const name of names) watch(owner, module, name);
	watch(globalThis, 'global', 'fetch');
	syncBuiltinESMExports();
	return {
		calls: () => calls,
		stop: () => {
			for (const one of undo) one();
			syncBuiltinESMExports();
		},
	};
}
