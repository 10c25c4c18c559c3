/** Reads the line of a request: method, address, what stands of its query there, version. */
import type { Part, RequestLine } from './requestDocument.ts';
import { addressParameters } from './queryParameters.ts';
import { partOf } from './sourceLines.ts';

/** Methods that need not be in capitals to be known. */
const KNOWN = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/i;
const ADDRESS = /^(?:https?:\/\/|\/|\{\{)/i;

/** `undefined` where a line asks for nothing. A method without an address is being written: its address is empty. */
export function readRequestLine(line: Part): RequestLine | undefined {
	const [, indent = '', word = '', gap = ''] = /^(\s*)(\S*)(\s*)/.exec(line.text) ?? [];
	const afterWord = indent.length + word.length;
	const isMethod = KNOWN.test(word) || (/^[A-Z]+$/.test(word) && ADDRESS.test(line.text.slice(afterWord + gap.length)));
	if (!isMethod && !ADDRESS.test(word)) return undefined;
	const method = isMethod ? partOf(line, indent.length, afterWord) : undefined;
	const from = isMethod ? afterWord + gap.length : indent.length;
	const [, target = '', version] = /^(.*?)(?:\s+(HTTP\/[\d.]+))?\s*$/is.exec(line.text.slice(from)) ?? [];
	const query = target.indexOf('?');
	const to = from + target.length;
	const address = partOf(line, from, query === -1 ? to : from + query);
	const versionStart = version === undefined ? to : line.text.lastIndexOf(version);
	return {
		start: method?.start ?? address.start,
		end: line.start + (version === undefined ? to : versionStart + version.length),
		method,
		address,
		parameters: query === -1 ? [] : addressParameters(line, from + query + 1, to),
		version: version === undefined ? undefined : partOf(line, versionStart, versionStart + version.length),
		lines: [line],
	};
}
