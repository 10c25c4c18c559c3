/** The tools as a server of the Model Context Protocol: what `freehold mcp` and the editor's own server run. */
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult, Tool as McpTool } from '@modelcontextprotocol/sdk/types.js';
import { callTool } from '../callTool.ts';
import { TOOLS } from '../toolCatalogue.ts';
import type { Tool } from '../toolCatalogue.ts';
import type { ToolHost } from '../toolHost.ts';
import { LineTransport } from './lineTransport.ts';
import type { LineStreams } from './lineTransport.ts';

export interface ServeOptions extends LineStreams {
	readonly host: ToolHost;
	readonly version: string;
	readonly signal: AbortSignal;
	/** Told of what is wrong with the conversation itself. */
	readonly onProblem: (message: string) => void;
}

const INSTRUCTIONS =
	'Freehold keeps replicas of Realpad, Reapit and Spark data in SQLite on this machine. Call list_datasets first to learn the names of tables and columns, then query_replica with SQL. Results are capped and say when they were cut.';

/** Serves until the input ends or the signal is aborted; calls under way are cancelled then, and waited for. */
export async function serveTools({ host, version, signal, onProblem, ...streams }: ServeOptions): Promise<void> {
	const tools = TOOLS.filter(({ isReadOnly }) => isReadOnly || host.runJob !== undefined);
	const underWay = new Set<Promise<unknown>>();
	// The recommended `McpServer` only takes schemas of zod, and ours are plain JSON Schema.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	const server = new Server(
		{ name: 'freehold', title: 'Freehold', version },
		{ capabilities: { tools: {} }, instructions: INSTRUCTIONS },
	);
	server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: tools.map(listed) }));
	server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal: ended, _meta, sendNotification }) => {
		const progressToken = _meta?.progressToken;
		let progress = 0;
		const onProgress = (message: string): void => {
			if (progressToken === undefined) return;
			const params = { progressToken, progress: ++progress, message };
			sendNotification({ method: 'notifications/progress', params }).catch((error: unknown) =>
				onProblem(String(error)),
			);
		};
		const call = { name: params.name, input: params.arguments, signal: ended, onProgress };
		const running = callTool(host, call);
		underWay.add(running);
		const { text, isError } = await running.finally(() => underWay.delete(running));
		return { content: [{ type: 'text', text }], isError } satisfies CallToolResult;
	});
	server.onerror = (error) => onProblem(error.message);
	const closed = new Promise<void>((resolve) => {
		server.onclose = resolve;
	});
	const close = (): void => void server.close();
	signal.addEventListener('abort', close, { once: true });
	try {
		await server.connect(new LineTransport(streams));
		if (signal.aborted) close();
		await closed;
		await Promise.allSettled(underWay);
	} finally {
		signal.removeEventListener('abort', close);
	}
}

function listed({ name, title, description, inputSchema, isReadOnly, isOpenWorld }: Tool): McpTool {
	return {
		name,
		title,
		description,
		inputSchema: { ...inputSchema, required: [...(inputSchema.required ?? [])] },
		annotations: {
			title,
			readOnlyHint: isReadOnly,
			// A run deletes rows that their source has no more, and writes over the files of earlier exports.
			destructiveHint: !isReadOnly,
			idempotentHint: isReadOnly,
			openWorldHint: isOpenWorld,
		},
	};
}
