/** Folders are made, or it is said why not; never endlessly tried. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../../src/core/makeFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'freehold-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

test('a folder is made with those above it, once or twice', () => {
	makeFolder(join(root, 'a', 'b', 'c'));
	makeFolder(join(root, 'a', 'b', 'c'));
	expect(existsSync(join(root, 'a', 'b', 'c'))).toBe(true);
});

test.runIf(process.platform === 'linux')('below /proc nothing can be made, which is said at once', () => {
	expect(() => makeFolder('/proc/freehold/state')).toThrow(/ENOENT|EACCES|EPERM/);
});

test('a file in the way is said', () => {
	const file = join(root, 'file');
	writeFileSync(file, '');
	expect(() => makeFolder(join(file, 'below'))).toThrow(/ENOTDIR|EEXIST/);
});
