#include "wire/think_marks.hpp"

#include <array>

namespace moa::wire {
namespace {

// <think>: DeepSeek R1, Qwen3 and most that think (Groq's documentation of reasoning_format "raw", vLLM's
// reasoning parsers). <thinking>, <|begin_of_thought|>, the triangles (Kimi), <reasoning>, <reason> and
// <thought>: the list that Open WebUI takes for reasoning (backend/open_webui/utils/middleware.py,
// DEFAULT_REASONING_TAGS). The others after the chat templates of their models: Gemma 4, Cohere's Command A
// Reasoning, Mistral's Magistral, ByteDance's Seed-OSS, LongCat, Apertus.
constexpr std::array<ThinkMarks, 13> table = {{
    {"<think>", "</think>"},
    {"<thinking>", "</thinking>"},
    {"<|begin_of_thought|>", "<|end_of_thought|>"},
    {"\xE2\x97\x81think\xE2\x96\xB7", "\xE2\x97\x81/think\xE2\x96\xB7"},
    {"<|channel>thought", "<channel|>"},
    {"<|START_THINKING|>", "<|END_THINKING|>"},
    {"[THINK]", "[/THINK]"},
    {"<seed:think>", "</seed:think>"},
    {"<longcat_think>", "</longcat_think>"},
    {"<|inner_prefix|>", "<|inner_suffix|>"},
    {"<reasoning>", "</reasoning>", true},
    {"<reason>", "</reason>", true},
    {"<thought>", "</thought>", true},
}};

}  // namespace

std::span<const ThinkMarks> think_marks() {
    return table;
}

bool may_begin_mark(char c) {
    return c == '<' || c == '[' || c == '\xE2';
}

}  // namespace moa::wire
