import { expect, test } from 'vitest';
import { TextVersions } from '../../../../../src/core/sources/reapit/resources/textVersions.ts';

test('a change is made on the version whose text is shown, whoever else reads a newer one', () => {
	const versions = new TextVersions<number>();
	expect(versions.current).toBeUndefined();
	versions.give('one', 1);
	versions.show('one', 'opened');
	versions.show('one, edited', 'typed');
	versions.give('two', 2);
	expect(versions.current).toBe(1);
	versions.show('one, edited again', 'typed');
	expect(versions.current).toBe(1);
	// Reverted, or read anew by the editor.
	versions.show('two', 'reloaded');
	expect(versions.current).toBe(2);
});

test('a conflict is about their version while its text is shown; undone, the change is about the one before', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1);
	versions.show('one', 'opened');
	versions.show('mine', 'typed');
	versions.meet({ text: 'mine', version: 1 }, { text: 'both', version: 2 });
	versions.show('both', 'typed');
	versions.show('both, half resolved', 'typed');
	expect(versions.current).toBe(2);
	versions.show('both', 'undone');
	versions.show('mine', 'undone');
	expect(versions.current).toBe(1);
	versions.show('both', 'undone');
	expect(versions.current).toBe(2);
});

test('a resolution is about their version, also where it is what the text was before', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1);
	versions.show('one', 'opened');
	versions.show('mine', 'typed');
	versions.meet({ text: 'mine', version: 1 }, { text: 'both', version: 2 });
	versions.show('both', 'typed');
	// As a merge editor begins, and as it ends where yours was taken.
	versions.show('one', 'typed');
	expect(versions.current).toBe(2);
	versions.show('mine', 'typed');
	expect(versions.current).toBe(2);
});

test('to go back behind what was sent is a change of what was sent', () => {
	const versions = new TextVersions<string>();
	versions.give('one', 'first');
	versions.show('one', 'opened');
	versions.show('mine', 'typed');
	versions.sent('mine', 'as sent');
	versions.give('two', 'second');
	expect(versions.current).toBe('as sent');
	versions.show('two', 'reloaded');
	expect(versions.current).toBe('second');
	versions.show('mine', 'undone');
	versions.show('one', 'undone');
	expect(versions.current).toBe('as sent');
});

test('what is typed back to the text of an older version is a change of the one that was opened', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1, true);
	versions.show('one', 'opened');
	versions.give('two', 2, true);
	versions.show('two', 'opened');
	versions.show('one', 'typed');
	expect(versions.current).toBe(2);
	versions.show('two', 'undone');
	versions.show('one', 'undone');
	expect(versions.current).toBe(2);
});

test('what was typed before the file was read anew is about the version of then, where that is undone', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1, true);
	versions.show('one', 'opened');
	versions.show('mine', 'typed');
	versions.give('two', 2);
	versions.show('two', 'reloaded');
	versions.show('mine', 'undone');
	expect(versions.current).toBe(1);
	versions.show('two', 'undone');
	expect(versions.current).toBe(2);
});

test('a conflict is about their version only once both sides stand in the text', () => {
	const versions = new TextVersions<number>();
	versions.give('one', 1, true);
	versions.show('one', 'opened');
	versions.show('mine', 'typed');
	versions.show('mine, and more', 'typed');
	// Nothing was marked: the text is still about the version that it was made on.
	expect(versions.current).toBe(1);
	versions.show('mine', 'undone');
	expect(versions.current).toBe(1);
	versions.show('both', 'typed');
	versions.meet({ text: 'mine', version: 1 }, { text: 'both', version: 2 });
	expect(versions.current).toBe(2);
	versions.show('mine', 'undone');
	expect(versions.current).toBe(1);
});
