/** Checks the field: names that are known to fail, and what the data says of it. */
import { criteriaType } from './checkTypes.ts';
import { operatorNamed } from './dialect.ts';
import type { Dialect, OperatorSpec } from './dialect.ts';
import { distance } from './distance.ts';
import { fieldOf, mainType } from './fieldIndex.ts';
import type { FieldFacts, FieldIndex, FieldType } from './fieldIndex.ts';
import { foldedFields } from './foldedFields.ts';
import { finding, replacement } from './findings.ts';
import type { Finding, Fix } from './findings.ts';
import { quote, typeOfText } from './literal.ts';
import { isLiteral } from './print.ts';
import { isReservedWord } from './reservedWords.ts';
import type { Filter, Literal, Operator, Path } from './syntax.ts';

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

function checkData(filter: Filter, field: Path, dialect: Dialect, index: FieldIndex): readonly Finding[] {
	const path = field.names.join('.');
	const facts = fieldOf(index, field.names);
	if (facts === undefined) return [unseen(field, path, dialect, index)];
	const found: Finding[] = [];
	if (facts.path !== path) {
		const fix = replacement(`Change to ${facts.path}`, field, `${dialect.prefix}.${facts.path}`, true);
		found.push(finding('FH151', field, `The records call it '${facts.path}'`, [fix]));
	}
	const through = parents(path).find((parent) => (index.fields.get(parent)?.types.array ?? 0) > 0);
	if (through !== undefined)
		found.push(
			finding('FH155', field, `'${through}' holds arrays; whether a path goes through them is not documented`),
		);
	return [...found, ...checkAgainst(filter, facts, dialect)];
}

function unseen(field: Path, path: string, dialect: Dialect, index: FieldIndex): Finding {
	// Not preferred: a field may be newer than what was read.
	const near = nearest(path.toLowerCase(), index);
	const fixes = near === undefined ? [] : [replacement(`Change to ${near}`, field, `${dialect.prefix}.${near}`)];
	const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
	return finding('FH150', field, `None of ${index.documents} records here has '${path}'.${hint}`, fixes);
}

/** The name that differs least, and of several the commonest. */
function nearest(path: string, index: FieldIndex): string | undefined {
	let most = Math.max(1, Math.floor(path.length / 4));
	let near: FieldFacts | undefined;
	for (const [folded, spellings] of foldedFields(index)) {
		const facts = index.fields.get(spellings[0] ?? '');
		const away = distance(path, folded, most);
		if (facts === undefined || away > most || (away === most && near !== undefined && near.seen >= facts.seen))
			continue;
		most = away;
		near = facts;
	}
	return near?.path;
}

function checkAgainst(filter: Filter, facts: FieldFacts, dialect: Dialect): readonly Finding[] {
	const { operator } = filter;
	const type = mainType(facts);
	const values = filter.values.filter(isLiteral);
	if (operator.kind !== 'operator' || type === undefined) return [];
	const spec = operatorNamed(dialect, operator.text);
	if (spec === undefined) return [];
	if (type === 'array' && spec.name !== '$con') return [arrayField(filter, spec, facts)];
	if (spec.name === '$con') return type === 'array' ? [] : [noArrayField(operator, facts, type)];
	const held = type === 'date' || type === 'datetime' ? 'datetime' : type;
	const isTaken = (one: string): boolean => spec.types.some((taken) => taken === one);
	// What is wrong with the criteria by itself is told by `checkTypes`.
	if (!isTaken(held) && values.every((value) => isTaken(criteriaType(value) ?? ''))) {
		const message = `'${facts.path}' holds ${plural(type)}, and ${spec.name} works for ${spec.types.join(' and ')}`;
		return [finding('FH131', operator, message)];
	}
	return values.flatMap((value) => checkValue(value, facts, type, dialect));
}

function noArrayField(operator: Operator, { path }: FieldFacts, type: FieldType): Finding {
	const fix = replacement('Change to $in', operator, '$in', true);
	return finding('FH154', operator, `'${path}' holds ${plural(type)}, and $con looks into arrays`, [fix]);
}

function arrayField(filter: Filter, spec: OperatorSpec, facts: FieldFacts): Finding {
	const { operator } = filter;
	const values = filter.values.filter(isLiteral);
	const [first] = values;
	const fixes: Fix[] = [];
	if (first !== undefined && operator.kind === 'operator' && /^\$?(eq|in)$/i.test(operator.text)) {
		const twice = values.length === 1 ? [{ start: first.end, end: first.end, text: `,${first.text}` }] : [];
		fixes.push({
			title: 'Change to $con',
			edits: [{ start: operator.start, end: operator.end, text: '$con' }, ...twice],
			isPreferred: true,
		});
	}
	const found = finding('FH153', operator, `'${facts.path}' holds arrays, and only $con is documented for them`, fixes);
	// "Works for datetime and numeric data types" (seed 001).
	return spec.types.includes('string') ? found : { ...found, severity: 'error' };
}

function checkValue(value: Literal, facts: FieldFacts, type: FieldType, dialect: Dialect): readonly Finding[] {
	const given = criteriaType(value);
	if (given === undefined) return [];
	const held = type === 'date' || type === 'datetime' ? 'datetime' : type;
	if (given === held) return [];
	const message = `'${facts.path}' holds ${plural(type)}; ${value.text} is compared as ${given} and will not match`;
	const fixes: Fix[] = [];
	if (given === 'string' && typeof value.value === 'string' && fits(value.value, held)) {
		fixes.push(replacement('Remove the quotes', value, value.value, true));
	}
	if (held === 'string') fixes.push(replacement('Quote it', value, quote(value.text, dialect), true));
	const found = finding('FH152', value, message, fixes);
	// An unquoted value on a field of text is not "contained within apostrophes" (seed 001).
	return [held === 'string' ? { ...found, severity: 'error' } : found];
}

function fits(text: string, held: string): boolean {
	const type = typeOfText(text);
	return type === held || (held === 'datetime' && type === 'date');
}

function plural(type: FieldType): string {
	const words: Readonly<Record<FieldType, string>> = {
		string: 'text',
		number: 'numbers',
		boolean: 'true or false',
		date: 'dates',
		datetime: 'moments',
		array: 'arrays',
		object: 'objects',
		null: 'nothing',
	};
	return words[type];
}

function parents(path: string): readonly string[] {
	const names = path.split('.');
	return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}
