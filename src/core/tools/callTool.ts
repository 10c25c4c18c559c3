/** Calls a tool by its name: input checked, failures told as results, size bounded, secrets masked. */
import { FreeholdError, isCancellation } from '../errors.ts';
import { explainFilter } from './explainFilter.ts';
import { listDatasets } from './listDatasets.ts';
import { queryReplica } from './queryReplica.ts';
import { errorOf, runDeclaredJob } from './runDeclaredJob.ts';
import type { OnProgress } from './runDeclaredJob.ts';
import { TOOL_NAMES, toolNamed } from './toolCatalogue.ts';
import type { ToolName } from './toolCatalogue.ts';
import type { ToolHost } from './toolHost.ts';
import { ToolInput } from './toolInput.ts';
import { MOST_BYTES, toText } from './toolResult.ts';
import type { ToolResult } from './toolResult.ts';

export interface ToolCall {
	readonly name: string;
	readonly input: unknown;
	readonly signal: AbortSignal;
	readonly onProgress?: OnProgress | undefined;
}

type Work = (host: ToolHost, input: ToolInput, signal: AbortSignal, onProgress: OnProgress) => Promise<unknown>;

const WORK: Readonly<Record<ToolName, Work>> = {
	list_datasets: listDatasets,
	query_replica: queryReplica,
	explain_filter: explainFilter,
	run_job: runDeclaredJob,
};

/**
 * @returns also failures, because a model that is told what is wrong tries again
 * @throws only the signal's reason when cancelled
 */
export async function callTool(host: ToolHost, { name, input, signal, onProgress }: ToolCall): Promise<ToolResult> {
	try {
		const tool = toolNamed(name);
		if (tool === undefined) throw unknownTool(name);
		const value = await WORK[tool.name](host, new ToolInput(tool, input), signal, onProgress ?? ignore);
		const text = toText(value, host.secrets());
		if (Buffer.byteLength(text) > MOST_BYTES) throw tooLong(tool.name);
		return { text, isError: false };
	} catch (error) {
		if (isCancellation(error, signal)) throw error;
		return { text: toText({ error: errorOf(error) }, host.secrets()), isError: true };
	}
}

function ignore(): void {
	// Nobody wants to know how far it is.
}

function unknownTool(name: string): FreeholdError {
	return new FreeholdError('usage', {
		what: `There is no tool '${name.slice(0, 60)}'`,
		why: `Freehold has ${TOOL_NAMES.join(', ')}`,
		next: 'Call one of those',
	});
}

function tooLong(name: ToolName): FreeholdError {
	return new FreeholdError('usage', {
		what: `The result of ${name} is not shown`,
		why: 'it is longer than 64 KB',
		next: 'Ask for less at once',
	});
}
