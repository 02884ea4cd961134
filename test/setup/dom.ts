import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Long enough for a lazy module while something else keeps the processor busy.
configure({ reactStrictMode: true, asyncUtilTimeout: 20_000 });
afterEach(cleanup);
