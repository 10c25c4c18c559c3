/** The state folder is where each platform expects it. */
import { expect, test } from 'vitest';
import { stateFolder } from '../../../src/core/state/stateFolder.ts';

test.each([
	['linux', {}, '/home/ada', '/home/ada/.local/state/freehold'],
	['linux', { XDG_STATE_HOME: '/state' }, '/home/ada', '/state/freehold'],
	['linux', { XDG_STATE_HOME: 'relative' }, '/home/ada', '/home/ada/.local/state/freehold'],
	['linux', { XDG_STATE_HOME: '', FREEHOLD_STATE: '' }, '/home/ada', '/home/ada/.local/state/freehold'],
	['linux', { FREEHOLD_STATE: '/elsewhere', XDG_STATE_HOME: '/state' }, '/home/ada', '/elsewhere'],
	['darwin', { XDG_STATE_HOME: '/state' }, '/Users/ada', '/Users/ada/Library/Application Support/Freehold'],
	[
		'win32',
		{ LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local' },
		'C:\\Users\\ada',
		'C:\\Users\\ada\\AppData\\Local\\Freehold',
	],
	['win32', {}, 'C:\\Users\\ada', 'C:\\Users\\ada\\AppData\\Local\\Freehold'],
])('on %s with %o', (platform, env, home, expected) => {
	expect(stateFolder({ platform, env, home })).toBe(expected);
});
