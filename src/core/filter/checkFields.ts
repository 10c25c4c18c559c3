/** Checks the names of the field: the prefix, what is known to fail, what is not documented. */
import { checkData } from './checkData.ts';
import type { Dialect } from './dialect.ts';
import type { FieldIndex } from './fieldIndex.ts';
import { finding, replacement } from './findings.ts';
import type { Finding } from './findings.ts';
import { isReservedWord } from './reservedWords.ts';
import type { Filter, Path } from './syntax.ts';

export function checkFields(filter: Filter, dialect: Dialect, index: FieldIndex | undefined): readonly Finding[] {
	const { field } = filter;
	if (field.kind !== 'path' || !field.hasPrefix) return [];
	const own = checkNames(field, dialect);
	return index === undefined || index.documents === 0 ? own : [...own, ...checkData(filter, field, dialect, index)];
}

function checkNames(field: Path, dialect: Dialect): readonly Finding[] {
	const found = field.text.startsWith(`${dialect.prefix}.`) ? [] : [prefixCase(field, dialect)];
	return [...found, ...checkName(field, dialect)];
}

function prefixCase(field: Path, { prefix }: Dialect): Finding {
	const span = { start: field.start, end: field.start + prefix.length };
	return finding('FH151', span, `The documentation writes '${prefix}'`, [
		replacement(`Change to ${prefix}`, span, prefix, true),
	]);
}

function checkName(field: Path, dialect: Dialect): readonly Finding[] {
	const failing = field.names.find((name) => dialect.failingNames.includes(name.toLowerCase()) || name.length === 1);
	if (failing !== undefined) return [finding('FH156', field, `The server is known to fail on the name '${failing}'`)];
	const odd = field.names.find((name) => name !== '' && /[^\p{L}\p{N}_-]/u.test(name.replace(/\[\d*\]$/, '')));
	if (odd !== undefined) return [finding('FH156', field, `The name '${odd}' holds signs that may not be understood`)];
	if (field.names.some((name) => /\[\d*\]$/.test(name))) {
		return [finding('FH155', field, 'Whether a path goes through arrays is not documented')];
	}
	const reserved = field.names.find(isReservedWord);
	return reserved === undefined
		? []
		: [finding('FH158', field, `'${reserved}' is a reserved word of the store, and may fail`)];
}
