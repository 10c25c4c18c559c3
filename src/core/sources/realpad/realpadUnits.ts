/** The units by which Realpad counts: an endpoint and a login. */
import { countingUnit } from '../../http/unit.ts';
import { endpointPath } from './realpadEndpoints.ts';
import { realpadDatasets } from './realpadDatasets.ts';

/** @param path  below `/ws/v10/`: `list-excel-products` */
export function endpointUnit(login: string, path: string): string {
	return `${countingUnit('realpad', login)}:${path}`;
}

/** The unit whose cool-down a dataset waits for; `undefined` where Realpad has no such export. */
export function datasetUnit(login: string, dataset: string): string | undefined {
	const found = realpadDatasets().find(({ id }) => id === dataset);
	return found === undefined ? undefined : endpointUnit(login, endpointPath(found.endpoint));
}
