/** Which processes of this machine are alive: what one of them holds in a shared file is lost with it. */
import { hostname } from 'node:os';
import { kill, pid } from 'node:process';

export interface Processes {
	/** Tells machines apart that share a home folder. */
	readonly machine: string;
	readonly pid: number;
	isAlive(pid: number): boolean;
}

export function systemProcesses(): Processes {
	return { machine: hostname(), pid, isAlive };
}

function isAlive(of: number): boolean {
	try {
		return kill(of, 0); // Signal 0 only asks.
	} catch (error) {
		// Another user's process may not be asked, but it is there.
		return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
	}
}
