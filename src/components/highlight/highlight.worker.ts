import type { HighlightAnswer, HighlightRequest } from "./highlightMessage.ts";
import { tokenizeCode } from "./tokenizeCode.ts";

addEventListener("message", ({ data }: MessageEvent<HighlightRequest>) => void answer(data));

async function answer({ id, ...request }: HighlightRequest): Promise<void> {
	const lines = await tokenizeCode(request).catch(() => null);
	const message: HighlightAnswer = { id, lines };
	postMessage(message);
}
