import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { backupRig } from './backupRig.ts';

test.skipIf(process.platform === 'win32')(
	'a disk that is full ends the run; what is stored stays, and the next run goes on',
	async () => {
		const rig = await backupRig();
		for (let number = 0; number < 200; number++) rig.server.add(`${number}.bin`, randomBytes(2_000));
		rig.server.add('large.bin', randomBytes(6_000_000));
		// The shell's limit on file size stands for a full disk: the system answers EFBIG instead of ENOSPC.
		const script = `trap '' XFSZ; ulimit -f 4096; exec "$@"`;
		const node = [
			process.execPath,
			'--disable-warning=ExperimentalWarning',
			fileURLToPath(new URL('runOnce.ts', import.meta.url)),
		];
		const args = ['-c', script, 'bash', ...node, rig.server.origin, rig.folder, rig.replica];
		const { stdout } = await promisify(execFile)('bash', args);
		expect(JSON.parse(stdout)).toMatchObject({
			reason: 'diskFull',
			next: expect.stringContaining('Free some space') as string,
		});
		const asked = new Map(rig.server.asked);
		const stored = rig.query("SELECT uid FROM _files WHERE state = 'stored'");
		expect(await rig.run()).toMatchObject({ error: undefined, failureCount: 0 });
		for (const { uid } of stored) expect(rig.server.asked.get(String(uid))).toBe(asked.get(String(uid)));
		expect((await rig.standing()).size).toBe(201);
		expect(rig.query('SELECT outcome FROM _runs ORDER BY id')).toEqual([{ outcome: 'failed' }, { outcome: 'done' }]);
	},
);
