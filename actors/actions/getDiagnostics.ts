import * as v from "valibot";
import { readDiagnostics } from "../telemetry/readDiagnostics.ts";
import { defineAction } from "./defineAction.ts";

export const getDiagnostics = defineAction("getDiagnostics", v.undefined(), readDiagnostics);
