/** Runs one variant in this process, so that its peak memory is its own, and tells its measurement to the parent. */
import { measure } from '../measure.ts';
import { columns } from './columns.ts';
import { drain, drainAndParse } from './drain.ts';
import { freehold } from './freehold.ts';
import { script } from './script.ts';

export type Variant = 'drain' | 'parse' | 'script' | 'initial' | 'update' | 'purge';

const [variant, origin, token, file] = process.argv.slice(2) as [Variant, string, string, string];
const walk = `${origin}/Version/3/Reso/OData/Property?$top=1000&$count=true&$select=${columns.join(',')}`;

process.send?.(await measure(() => run()));
process.disconnect();

function run(): Promise<number> {
	switch (variant) {
		case 'drain':
			return drain(walk, token);
		case 'parse':
			return drainAndParse(walk, token);
		case 'script':
			return script(walk, token, file);
		case 'initial':
		case 'update':
		case 'purge':
			return freehold(origin, token, file, variant);
	}
}
