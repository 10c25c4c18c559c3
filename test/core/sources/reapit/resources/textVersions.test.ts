import { expect, test } from 'vitest';
import { TextVersions } from '../../../../../src/core/sources/reapit/resources/textVersions.ts';

test('a change is made on the version whose text is shown, whoever else reads a newer one', () => {
	const versions = new TextVersions<number>();
	expect(versions.current).toBeUndefined();
	versions.give('one', 1);
	versions.show('one');
	versions.show('one, edited');
	versions.give('two', 2);
	expect(versions.current).toBe(1);
	versions.show('one, edited again');
	expect(versions.current).toBe(1);
	// Reverted, or read anew by the editor.
	versions.show('two');
	expect(versions.current).toBe(2);
});

test('a conflict is about their version while its text is shown; undone, the change is about the one before', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1);
	versions.show('one');
	versions.show('mine');
	versions.meet({ text: 'mine', version: 1 }, { text: 'both', version: 2 });
	versions.show('both');
	versions.show('both, half resolved');
	expect(versions.current).toBe(2);
	versions.show('both', true);
	versions.show('mine', true);
	expect(versions.current).toBe(1);
	versions.show('both', true);
	expect(versions.current).toBe(2);
});

test('a resolution is about their version, also where it is what the text was before', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1);
	versions.show('one');
	versions.show('mine');
	versions.meet({ text: 'mine', version: 1 }, { text: 'both', version: 2 });
	versions.show('both');
	// As a merge editor begins, and as it ends where yours was taken.
	versions.show('one');
	expect(versions.current).toBe(2);
	versions.show('mine');
	expect(versions.current).toBe(2);
});

test('to go back behind what was sent is a change of what was sent', () => {
	const versions = new TextVersions<string>();
	versions.give('one', 'first');
	versions.show('one');
	versions.show('mine');
	versions.sent('mine', 'as sent');
	versions.give('two', 'second');
	expect(versions.current).toBe('as sent');
	versions.show('two');
	expect(versions.current).toBe('second');
	versions.show('mine');
	versions.show('one');
	expect(versions.current).toBe('as sent');
});
