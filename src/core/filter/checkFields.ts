/** Checks the names of the field: the prefix, what is known to fail, what is not documented. */
import { checkData } from './checkData.ts';
import type { Dialect } from './dialect.ts';
import { itemOf } from './fieldIndex.ts';
import type { FieldIndex } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { isOrdinaryName } from './ordinaryName.ts';
import { isReservedWord } from './reservedWords.ts';
import type { Filter, Path } from './syntax.ts';

export function checkFields(filter: Filter, dialect: Dialect, index: FieldIndex | undefined, found: Finding[]): void {
	const { field } = filter;
	if (field.kind !== 'path' || !field.hasPrefix) return;
	if (!field.text.startsWith(dialect.prefix)) found.push(prefixCase(field, dialect));
	// The names that fail are among the reserved words.
	if (!field.names.every(isOrdinaryName)) checkNames(field, dialect, found);
	if (index !== undefined && index.fields.size > 0) found.push(...checkData(filter, field, dialect, index));
}

function prefixCase(field: Path, { prefix }: Dialect): Finding {
	const span = { start: field.start, end: field.start + prefix.length };
	return finding('FH151', span, `The documentation writes '${prefix}'`, [
		replacement(`Change to ${prefix}`, span, prefix, true),
	]);
}

function checkNames(field: Path, dialect: Dialect, found: Finding[]): void {
	const { names } = field;
	const failing = names.find((name) => name.length === 1 || dialect.failingNames.includes(name.toLowerCase()));
	const odd = names.find((name) => name !== '' && /[^\p{L}\p{N}_-]/u.test(name.replace(itemOf, '')));
	const reserved = names.find(isReservedWord);
	if (failing !== undefined)
		found.push(finding('FH156', field, `The server is known to fail on the name '${failing}'`));
	else if (odd !== undefined)
		found.push(finding('FH156', field, `The name '${odd}' holds signs that may not be understood`));
	else if (names.some((name) => itemOf.test(name)))
		found.push(finding('FH155', field, 'Whether a path goes through arrays is not documented'));
	else if (reserved !== undefined)
		found.push(finding('FH158', field, `'${reserved}' is a reserved word of the store, and may fail`));
}
