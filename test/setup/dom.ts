import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterEach } from "vitest";

// Long enough to load a lazy module on a busy machine.
configure({ reactStrictMode: true, asyncUtilTimeout: 20_000 });
afterEach(cleanup);
