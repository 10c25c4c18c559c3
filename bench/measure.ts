/** Measures one piece of work in this process: wall and CPU time, peak memory, and how long the event loop was held. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

export interface Measurement {
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly peakRssMb: number;
	/** 99th percentile of the main thread's event-loop delay. */
	readonly loopP99Ms: number;
	readonly records: number;
}

/** @param work returns how many records it handled */
export async function measure(work: () => Promise<number>): Promise<Measurement> {
	// A resolution of 1 ms adds at most that to each sample, so the figures are delays, not the sampling interval.
	const loop = monitorEventLoopDelay({ resolution: 1 });
	loop.enable();
	const cpu = process.cpuUsage();
	const start = performance.now();
	const records = await work();
	const wallMs = performance.now() - start;
	const { user, system } = process.cpuUsage(cpu);
	loop.disable();
	return {
		wallMs,
		cpuMs: (user + system) / 1000,
		peakRssMb: process.resourceUsage().maxRSS / 1024,
		loopP99Ms: loop.percentile(99) / 1e6,
		records,
	};
}
