/** Where a connection's replica lies. Apart from what opens it, because views know the place and load no source. */
import { join } from 'node:path';

/** `<data>/<connection>.sqlite` */
export function replicaFile(dataFolder: string, connection: string): string {
	return join(dataFolder, `${connection}.sqlite`);
}
