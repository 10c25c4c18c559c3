/** Starts the page with what the host has put into it. */
import type { ProfilePageData, ProfileSubject, ToProfileHost, ToProfilePage } from '../../protocol/profile.ts';
import { ProfilePage } from './page.ts';

/** What VS Code gives to pages. */
interface Host {
	postMessage(message: ToProfileHost): void;
	setState(state: ProfileSubject): void;
}
declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const data = JSON.parse(document.body.dataset.page ?? '{}') as ProfilePageData;
const page = new ProfilePage(data, (message) => host.postMessage(message));
window.addEventListener('message', ({ data: message }: MessageEvent<ToProfilePage>) => page.show(message.view));
host.setState(data.kept);
document.querySelector('main')?.append(page.element);
host.postMessage({ kind: 'begin' });
