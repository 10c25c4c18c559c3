/** Starts a leg's VS Code on this machine: its own server, which serves the workbench and runs the extension host. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './freePort.ts';
import type { Leg, Tools } from './tools.ts';

export interface ServerOptions {
	readonly leg: Leg;
	/** Package to be installed first. */
	readonly vsix?: string | undefined;
	/**
	 * Whether an extension and its tests may be named in the address. VS Code then shows no notifications and refuses
	 * dialogs, so that tests of what the user sees go without.
	 */
	readonly isForHostTests?: boolean;
	/** Whether the workspace is not trusted (Restricted Mode). */
	readonly isRestricted?: boolean;
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly env?: Readonly<Record<string, string>>;
}

export interface Server {
	readonly origin: string;
	/** Its user data: settings, logs, extensions. */
	readonly folder: string;
	readonly log: string;
	/** Address of the workbench on a folder, or on none. */
	url(folder: string | undefined, payload?: readonly (readonly [string, string])[]): string;
	/** A path as the workbench names files of the server. */
	remote(path: string): string;
	stop(): void;
}

const quietSettings = {
	'chat.disableAIFeatures': true,
	'telemetry.telemetryLevel': 'off',
	'workbench.startupEditor': 'none',
	'workbench.secondarySideBar.defaultVisibility': 'hidden',
	'workbench.enableExperiments': false,
	'workbench.editor.useModal': 'off',
	'extensions.autoCheckUpdates': false,
	'extensions.autoUpdate': false,
	'extensions.ignoreRecommendations': true,
	'git.enabled': false,
	'git.openRepositoryInParentFolders': 'never',
};

export async function startServer(tools: Tools, options: ServerOptions): Promise<Server> {
	const folder = mkdtempSync(join(tmpdir(), 'freehold-vscode-'));
	const user = join(folder, 'data', 'User');
	mkdirSync(user, { recursive: true });
	mkdirSync(join(folder, 'tmp'));
	const trust = {
		'security.workspace.trust.enabled': options.isRestricted === true,
		'security.workspace.trust.startupPrompt': 'never',
	};
	writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...trust, ...options.settings }));
	const node = tools.nodeOf(options.leg);
	const main = tools.serverOf(options.leg);
	const common = [main, '--accept-server-license-terms', '--server-data-dir', folder];
	const env = environment(folder, options.env ?? {});
	if (options.vsix !== undefined) {
		execFileSync(node, [...common, '--install-extension', options.vsix], { env, stdio: ['ignore', 'pipe', 'pipe'] });
	}
	const port = await freePort();
	const log = join(folder, 'server.log');
	const output = openSync(log, 'a');
	const child = spawn(
		node,
		[
			...common,
			...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token', '--telemetry-level', 'off'],
			...(options.isRestricted === true ? [] : ['--disable-workspace-trust']),
			...(options.isForHostTests === true ? ['--enable-smoke-test-driver'] : []),
		],
		{ env, stdio: ['ignore', output, output], detached: true },
	);
	const origin = `http://127.0.0.1:${port}`;
	const stop = (): void => {
		process.off('exit', stop);
		try {
			// Its whole group: the extension host and the file watcher are children of its own.
			if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
		} catch {
			// It has ended by itself.
		}
		rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
	};
	process.on('exit', stop);
	try {
		await answering(origin, () => child.exitCode);
	} catch (error) {
		const told = readFileSync(log, 'utf8').slice(-3000);
		stop();
		throw new Error(`VS Code's server did not start:\n${told}`, { cause: error });
	}
	return {
		...{ origin, folder, log, stop },
		remote: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
		url: (workspace, payload = []) => {
			const all = JSON.stringify([['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload]);
			const opened = workspace === undefined ? 'ew=true' : `folder=${encodeURI(workspace)}`;
			return `${origin}/?${opened}&payload=${encodeURIComponent(all)}`;
		},
	};
}

/** Without what this process was started with: npm's and VS Code's own variables would reach the extension. */
function environment(folder: string, more: Readonly<Record<string, string>>): Record<string, string> {
	const inherited = Object.entries(process.env).filter(
		(entry): entry is [string, string] =>
			entry[1] !== undefined && !/^(npm_|VSCODE_|NODE_OPTIONS|NODE_TEST|VITEST|ELECTRON_|FREEHOLD_)/.test(entry[0]),
	);
	const own = { FREEHOLD_STATE: join(folder, 'freehold-state'), TMPDIR: join(folder, 'tmp') };
	return { ...Object.fromEntries(inherited), ...own, ...more };
}

async function answering(origin: string, exitCode: () => number | null): Promise<void> {
	const deadline = Date.now() + 60_000;
	for (;;) {
		try {
			if ((await fetch(origin)).ok) return;
		} catch (error) {
			if (exitCode() !== null || Date.now() > deadline) throw error;
		}
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
