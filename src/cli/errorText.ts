/** A failure as people read it: what failed, why, and what to do next. Never a stack, unless asked for. */
import { FreeholdError } from '../core/errors.ts';
import { oneLine } from './cellText.ts';
import type { Output } from './terminal.ts';

export function errorText(error: unknown, output: Output): string {
	const lines = FreeholdError.is(error) ? ourLines(error, output) : foreignLines(error, output);
	if (output.options.verbose) lines.push(...causes(error).map((line) => output.paint('dim', `  ${line}`)));
	return lines.join('\n');
}

function ourLines(error: FreeholdError, output: Output): string[] {
	const lines = [
		`${output.paint('red', '✗')} ${output.paint('bold', oneLine(error.what))}`,
		...error.why.split('\n').map((line) => `  ${oneLine(line)}`),
		`  ${output.paint('cyan', '→')} ${oneLine(error.next)}`,
	];
	const facts = [
		error.status === undefined ? undefined : `HTTP ${error.status}`,
		error.vendorCode === undefined ? undefined : `code ${error.vendorCode}`,
		error.requestId === undefined ? undefined : `request ${oneLine(error.requestId)}`,
	].filter((fact) => fact !== undefined);
	if (facts.length > 0) lines.push(output.paint('dim', `  (${facts.join(', ')})`));
	return lines;
}

/** Not raised on purpose, so it is our mistake: it must be reportable. */
function foreignLines(error: unknown, output: Output): string[] {
	const message = error instanceof Error ? error.message : String(error);
	return [
		`${output.paint('red', '✗')} ${output.paint('bold', 'Freehold failed in a way it should not')}`,
		`  ${oneLine(message)}`,
		`  ${output.paint('cyan', '→')} Run it again with --verbose and report what it says. What was stored is safe.`,
	];
}

function causes(error: unknown): string[] {
	const lines: string[] = [];
	for (let at: unknown = error; at instanceof Error && lines.length < 60; at = at.cause) {
		lines.push(...(at.stack ?? at.message).split('\n').map(oneLine));
	}
	return lines;
}
