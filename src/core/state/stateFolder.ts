/** The folder where this user's budgets and cool-downs live, shared by the extension, the CLI and all projects. */
import { posix, win32 } from 'node:path';

export interface StateFolderOutside {
	/** `process.platform`. */
	readonly platform: string;
	readonly env: Readonly<Record<string, string | undefined>>;
	/** The user's home folder. */
	readonly home: string;
}

/** The folder's path; it need not exist. `FREEHOLD_STATE` names another one. */
export function stateFolder({ platform, env, home }: StateFolderOutside): string {
	const paths = platform === 'win32' ? win32 : posix;
	const chosen = env.FREEHOLD_STATE;
	if (chosen !== undefined && chosen !== '') return chosen;
	if (platform === 'win32') {
		const local = env.LOCALAPPDATA;
		return paths.join(local !== undefined && local !== '' ? local : paths.join(home, 'AppData', 'Local'), 'Freehold');
	}
	if (platform === 'darwin') return paths.join(home, 'Library', 'Application Support', 'Freehold');
	// The XDG specification says that relative paths are to be ignored.
	const state = env.XDG_STATE_HOME;
	return paths.join(
		state !== undefined && paths.isAbsolute(state) ? state : paths.join(home, '.local', 'state'),
		'freehold',
	);
}
