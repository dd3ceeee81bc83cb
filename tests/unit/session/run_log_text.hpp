// A small run log as text, for tests of what reads, keeps and shows logs.
#pragma once

#include <string>

namespace moa::test {

/// The lines that begin and end a run of one simulated model, asked "Why?", answering "Because.".
inline const std::string log_started =
    R"({"t":0,"event":"run.started","format":"moa-run/1","recipe":{"format":"moa-recipe/1","name":"R","layers":[{"agents":[{"provider":"simulated","model":"sim/echo-8b"}]}]},"messages":[{"role":"user","content":"Why?"}]})"
    "\n";
inline const std::string log_finished =
    R"({"t":9,"event":"run.finished","status":"complete","answer":"Because.","cost_usd":0.25})"
    "\n";

}  // namespace moa::test
