import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";
import { loadFactor } from "../harness/loadFactor.ts";
import { expectNoBareTexts, watchBareTexts } from "./bareTexts.ts";

// Long enough to load a lazy module, also on a busy machine.
configure({ reactStrictMode: true, asyncUtilTimeout: 10_000 * loadFactor() });
afterEach(cleanup);

// A test of rendering on a server runs without a document.
if (typeof document !== "undefined") {
	watchBareTexts(document);
	afterEach(expectNoBareTexts);
}
