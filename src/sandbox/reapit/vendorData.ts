/** What Reapit publishes about its API, loaded once for a sandbox: operations and models. */
import { reapitEndpoints } from '../../vendor/reapit/endpoints.ts';
import type { EndpointIndex } from '../../vendor/reapit/endpoints.ts';
import { reapitModels } from '../../vendor/reapit/models.ts';
import type { Model } from '../../vendor/reapit/models.ts';

export interface ReapitVendorData {
	readonly index: EndpointIndex;
	readonly models: Readonly<Record<string, Model>>;
}

export async function reapitVendorData(): Promise<ReapitVendorData> {
	const [index, { models }] = await Promise.all([reapitEndpoints(), reapitModels()]);
	return { index, models };
}
