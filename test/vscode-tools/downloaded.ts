/** A desktop VS Code that `@vscode/test-electron` downloads, on machines that can reach its update server and have a screen. */
import { existsSync } from 'node:fs';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import type { Leg } from './tools.ts';

export interface DesktopRun {
	readonly root: string;
	readonly workspace: string;
	readonly bundle: string;
	readonly isRestricted?: boolean;
	readonly env: Readonly<Record<string, string>>;
}

export interface Desktop {
	/** @returns what went wrong, where something did */
	runTests(run: DesktopRun): Promise<string | undefined>;
}

const versions: Readonly<Record<Leg, string>> = { oldest: '1.105.0', newest: 'stable' };
const updateServer = 'https://update.code.visualstudio.com/api/releases/stable';
const patienceMs = 5_000;

/** @returns `undefined` where it cannot be had here; then another build does */
export async function downloadedVsCode(leg: Leg): Promise<Desktop | undefined> {
	if (!hasScreen() || !(await isReachable())) return undefined;
	const vscodeExecutablePath = await downloadAndUnzipVSCode(versions[leg]);
	return {
		runTests: async ({ root, workspace, bundle, env, isRestricted = false }) => {
			try {
				await runTests({
					vscodeExecutablePath,
					extensionDevelopmentPath: root,
					extensionTestsPath: bundle,
					extensionTestsEnv: { ...env },
					launchArgs: [
						workspace,
						...['--disable-extensions', '--password-store=basic'],
						...(isRestricted ? [] : ['--disable-workspace-trust']),
					],
				});
				return undefined;
			} catch (error) {
				return error instanceof Error ? error.message : String(error);
			}
		},
	};
}

function hasScreen(): boolean {
	if (process.platform !== 'linux') return true;
	return process.env.DISPLAY !== undefined || existsSync(process.env.WAYLAND_DISPLAY ?? '/no-screen');
}

async function isReachable(): Promise<boolean> {
	try {
		return (await fetch(updateServer, { signal: AbortSignal.timeout(patienceMs) })).ok;
	} catch {
		return false;
	}
}
