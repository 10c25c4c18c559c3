/** The browser that looks at the workbench: Chromium of this machine, or Debian's package. */
import { existsSync } from 'node:fs';
import { run } from './run.ts';

/** @returns the path of its program */
export function installBrowser(): string {
	const found = findBrowser();
	if (found !== undefined) return found;
	console.error("Installing Debian's Chromium for tests (once) …");
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	run('apt-get', ['update', '-qq'], '/', env);
	run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation'], '/', env);
	const installed = findBrowser();
	if (installed === undefined) throw new Error('Chromium was installed, but is not where it is looked for');
	return installed;
}

function findBrowser(): string | undefined {
	const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
	return places.find((place): place is string => place !== undefined && place !== '' && existsSync(place));
}
