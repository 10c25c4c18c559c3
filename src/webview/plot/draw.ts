/** The picture of what was gathered. */
import type { PlotPicture, PlotTexts, PlotWish } from '../../protocol/plot.ts';
import { drawBars } from './drawBars.ts';
import { drawBins } from './drawBins.ts';
import { drawFunnel } from './drawFunnel.ts';
import type { Picture, Room } from './drawing.ts';
import { drawPlaces } from './drawPlaces.ts';
import { drawSeries } from './drawSeries.ts';

/** @returns `undefined` where there is nothing to be drawn */
export function draw(picture: PlotPicture, wish: PlotWish, texts: PlotTexts, room: Room): Picture | undefined {
	switch (picture.kind) {
		case 'bins':
			return drawBins(picture, wish, texts, room);
		case 'bars':
			return drawBars(picture, wish, texts, room);
		case 'series':
			return drawSeries(picture, wish, texts, room);
		case 'spots':
		case 'squares':
			return drawPlaces(picture, wish, texts, room);
		case 'funnel':
			return drawFunnel(picture, wish, texts, room);
		case 'nothing':
			return undefined;
	}
}
