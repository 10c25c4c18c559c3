/** The outside world as it is handed to core: nothing in core reaches for a clock, a log or a secret by itself. */

export interface Clock {
	/** Milliseconds since 1970 by this machine's clock. */
	now(): number;
	/** Waits; rejects with the signal's reason as soon as it is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

/** Even numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Receives events whose fields hold no secret: whoever logs has redacted. */
export interface Log {
	write(level: LogLevel, message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Secrets of one connection, by field name (`token`, `clientSecret`, `refreshToken`, …). */
export interface Secrets {
	get(field: string): Promise<string | undefined>;
	/** Keeps a renewed secret (a rotated refresh token) where the old one came from; absent where that cannot be done. */
	set?(field: string, value: string): Promise<void>;
}
