import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeFileName } from '../../../../src/core/sources/realpad/safeFileName.ts';
import { resourcePaths } from '../../../../src/core/sources/realpad/resources/resourcePath.ts';

test.each([
	['Půdorys bytu.pdf', 'Půdorys bytu.pdf'],
	['Pu\u030adorys.pdf', 'Půdorys.pdf'],
	['../../../etc/passwd', 'passwd'],
	['..\\..\\boot.ini', 'boot.ini'],
	['C:\\Users\\Eva\\plan.dwg', 'plan.dwg'],
	['CON', '_CON'],
	['aux.txt', '_aux.txt'],
	['com¹.log', '_com¹.log'],
	['console.log', 'console.log'],
	['what? <this>: "is" | it*.txt', 'what_ _this__ _is_ _ it_.txt'],
	['trailing. . .', 'trailing'],
	['  .htaccess', 'htaccess'],
	['...', 'file'],
	['', 'file'],
	['gpj.\u202eexe.jpg', 'gpj._exe.jpg'],
	['zero\u0000byte.txt', 'zero_byte.txt'],
	['\ud800broken.txt', '\ufffdbroken.txt'],
	['家.docx', '家.docx'],
])('%j is kept as %j', (name, safe) => {
	expect(safeFileName(name)).toBe(safe);
});

test('long names are cut between characters and keep their extension', () => {
	const safe = safeFileName(`${'👩‍👩‍👧'.repeat(60)}.pdf`, { suffix: ' (bb938c51)' });
	expect(safe).toMatch(/^(👩‍👩‍👧)+ \(bb938c51\)\.pdf$/u);
	expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
});

test('no text whatever makes a name that leaves its folder, names a device or is too long', () => {
	const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.stringMatching(/^[./\\ conaux1:*?]{0,20}$/));
	fc.assert(
		fc.property(text, fc.constantFrom('', ' (bb938c51)'), (name, suffix) => {
			const safe = safeFileName(name, { suffix });
			expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
			expect(safe).toBe(safe.normalize('NFC'));
			expect(safe).not.toMatch(/^[. ]|[. ]$|[\u0000-\u001f"*/:<>?\\|]/); // eslint-disable-line no-control-regex
			expect(safe).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
			expect(safe.length).toBeGreaterThan(0);
			expect(safeFileName(safe)).toBe(safe);
		}),
		{ numRuns: 2000 },
	);
});

test('files lie in folders by their extension, odd ones together', () => {
	const uid = 'bb938c51-891a-48d7-ba86-bea210a55c79';
	expect(resourcePaths('Plan.PDF', uid)).toEqual({
		path: 'pdf/Plan (bb938c51).PDF',
		sparePath: `pdf/Plan (${uid}).PDF`,
	});
	for (const name of ['x', 'x.con', 'x.tooLongForOne', 'x.p€f'])
		expect(resourcePaths(name, uid).path).toMatch(/^other\//);
});
