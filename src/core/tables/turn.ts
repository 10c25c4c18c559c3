/** Lets others have their turn: questions are answered while a table still fills. */
import { setImmediate } from 'node:timers/promises';

export async function turn(): Promise<void> {
	await setImmediate();
}
