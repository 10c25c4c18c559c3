/** The same language as a peggy grammar: complete expressions, with the places of their parts, to the same tree. */
import peggy from 'peggy';
import type { Parser } from 'peggy';

const grammar = String.raw`
{{
	const typed = (type, value, { start, end }, text, quote) =>
		({ kind: 'literal', type, start, end, text, value, quote, isClosed: true });
}}
Filter = _ field:Path _ operator:Operator _ values:List _ {
	const [start, end] = [field.start, values.at(-1).end];
	return { kind: 'filter', start, end, field, operator, values, rest: undefined };
}
Path = head:Name tail:("." @Name)* {
	const { start, end } = range();
	const hasPrefix = tail.length > 0 && head.toLowerCase() === 'metadata';
	return { kind: 'path', start, end, text: text(), hasPrefix, names: hasPrefix ? tail : [head, ...tail] };
}
Name = $[^\s.,;()]*
Operator = ("$" [^\s,;()]* / Sign / Word) {
	const { start, end } = range();
	return { kind: 'operator', start, end, text: text() };
}
Sign = [=<>!]+
Word = "equals"i / "contains"i / "before"i / "after"i / "notin"i / "isnot"i / "not"i / "neq"i / "nin"i / "has"i / "like"i
	/ "con"i / "gte"i / "lte"i / "eq"i / "ne"i / "gt"i / "ge"i / "lt"i / "le"i / "is"i / "in"i
List = head:Value tail:(_ "," _ @Value)* { return [head, ...tail]; }
Value = Straight / Curly / Double / DateTime / Date / Number / Boolean / Null / Unknown
Straight = "'" chars:$("''" / [^'\r\n])* "'" { return typed('string', chars.replaceAll("''", "'"), range(), text(), 'straight'); }
Double = '"' chars:$('""' / [^"\r\n])* '"' { return typed('string', chars.replaceAll('""', '"'), range(), text(), 'double'); }
Curly = [‘’‚‛] chars:$[^‘’‚‛\r\n]* [‘’‚‛] { return typed('string', chars, range(), text(), 'curly'); }
DateTime = $(Day "T" [0-9][0-9] ":" [0-9][0-9] (":" [0-9][0-9] ("." [0-9]+)?)? ("Z"i / [+-] [0-9][0-9] ":"? [0-9][0-9])?) End
	{ return typed('datetime', text(), range(), text()); }
Date = $Day End { return typed('date', text(), range(), text()); }
Day = [0-9][0-9][0-9][0-9] "-" [0-9][0-9] "-" [0-9][0-9]
Number = $([+-]? ([0-9]+ ("." [0-9]*)? / "." [0-9]+) ("e"i [+-]? [0-9]+)?) End { return typed('number', Number(text()), range(), text()); }
Boolean = ("true"i / "false"i) End { return typed('boolean', text().toLowerCase() === 'true', range(), text()); }
Null = ("null"i / "nil"i / "undefined"i) End { return typed('null', null, range(), text()); }
Unknown = $[^\s,;()]+ { return typed('unknown', text(), range(), text()); }
End = ![^\s,;()]
_ = [\s\u200b]*
`
	// Peggy's classes know no \\s.
	.replaceAll(String.raw`\s`, String.raw` \t\n\r\v\f\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`);

export function referenceParser(): Parser {
	return peggy.generate(grammar);
}
