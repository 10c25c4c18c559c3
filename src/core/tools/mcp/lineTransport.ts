/** MCP's stdio transport over streams that are handed in: one JSON message per line, ended by the end of the input. */
import { ReadBuffer, serializeMessage } from '@modelcontextprotocol/sdk/shared/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

export interface LineStreams {
	readonly input: NodeJS.ReadableStream;
	/** Waits while the reader is slower than we are. */
	readonly write: (text: string) => Promise<void>;
}

export class LineTransport implements Transport {
	readonly #streams: LineStreams;
	readonly #buffer = new ReadBuffer();
	#isClosed = false;
	onmessage?: (message: JSONRPCMessage) => void;
	onclose?: () => void;
	onerror?: (error: Error) => void;

	constructor(streams: LineStreams) {
		this.#streams = streams;
	}

	start(): Promise<void> {
		const { input } = this.#streams;
		input.on('data', this.#onData);
		input.on('end', this.#onEnd);
		input.on('close', this.#onEnd);
		return Promise.resolve();
	}

	send(message: JSONRPCMessage): Promise<void> {
		return this.#streams.write(serializeMessage(message));
	}

	close(): Promise<void> {
		if (!this.#isClosed) {
			this.#isClosed = true;
			const { input } = this.#streams;
			input.off('data', this.#onData).off('end', this.#onEnd).off('close', this.#onEnd);
			// An input that is still read would keep the process.
			input.pause();
			this.onclose?.();
		}
		return Promise.resolve();
	}

	readonly #onData = (chunk: Buffer | string): void => {
		try {
			this.#buffer.append(Buffer.from(chunk as string));
		} catch (error) {
			// A message beyond all measure: what follows it could not be told from it.
			this.onerror?.(asError(error));
			void this.close();
			return;
		}
		for (;;) {
			try {
				const message = this.#buffer.readMessage();
				if (message === null) return;
				this.onmessage?.(message);
			} catch (error) {
				// A line that is no message has used itself up; the next one may be.
				this.onerror?.(asError(error));
			}
		}
	};

	readonly #onEnd = (): void => void this.close();
}

function asError(error: unknown): Error {
	return error instanceof Error ? error : new Error(String(error));
}
