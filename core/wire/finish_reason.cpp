#include "wire/finish_reason.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace moa::wire {
namespace {

// Lower case, without what joins the words; sorted by what they mean. OpenAI, Together (eos), OpenRouter
// (error), Hugging Face and watsonx (eos_token, token_limit, time_limit), llama.cpp and LM Studio (eosFound,
// stopStringFound, maxPredictedTokensReached), and what is routed through them: Anthropic (end_turn,
// refusal), Bedrock (guardrail_intervened, content_filtered), Cohere (COMPLETE, ERROR_TOXIC), Google (STOP,
// SAFETY, SPII, LANGUAGE), DeepSeek (insufficient_system_resource), Mistral (model_length), Zhipu (sensitive,
// network_error, model_context_window_exceeded).
constexpr std::array<std::pair<std::string_view, std::string_view>, 58> finish_words = {{
    {"stop", "stop"},
    {"eos", "stop"},
    {"eostoken", "stop"},
    {"eosfound", "stop"},
    {"eot", "stop"},
    {"endofturn", "stop"},
    {"endturn", "stop"},
    {"endoftext", "stop"},
    {"endofsequence", "stop"},
    {"stopsequence", "stop"},
    {"stopstring", "stop"},
    {"stopstringfound", "stop"},
    {"stoptoken", "stop"},
    {"stopword", "stop"},
    {"complete", "stop"},
    {"completed", "stop"},
    {"finish", "stop"},
    {"finished", "stop"},
    {"done", "stop"},
    {"end", "stop"},
    {"normal", "stop"},
    {"length", "length"},
    {"lengthlimit", "length"},
    {"limit", "length"},
    {"maxtokens", "length"},
    {"maxoutputtokens", "length"},
    {"maxnewtokens", "length"},
    {"maxlength", "length"},
    {"maxtokensreached", "length"},
    {"maxpredictedtokensreached", "length"},
    {"tokenlimit", "length"},
    {"modellength", "length"},
    {"contextlength", "length"},
    {"contextlengthreached", "length"},
    {"contextlengthexceeded", "length"},
    {"modelcontextwindowexceeded", "length"},
    {"contentfilter", "content_filter"},
    {"contentfiltered", "content_filter"},
    {"filter", "content_filter"},
    {"safety", "content_filter"},
    {"recitation", "content_filter"},
    {"prohibitedcontent", "content_filter"},
    {"blocklist", "content_filter"},
    {"spii", "content_filter"},
    {"imagesafety", "content_filter"},
    {"guardrailintervened", "content_filter"},
    {"sensitive", "content_filter"},
    {"refusal", "content_filter"},
    {"errortoxic", "content_filter"},
    {"toolcalls", "tool_calls"},
    {"toolcall", "tool_calls"},
    {"tooluse", "tool_calls"},
    {"functioncall", "tool_calls"},
    {"error", "error"},
    {"failed", "error"},
    {"servererror", "error"},
    {"networkerror", "error"},
    {"insufficientsystemresource", "error"},
}};

std::string bare_letters(std::string_view word) {
    std::string letters;
    for (const char c : word) {
        if (c >= 'A' && c <= 'Z') {
            letters.push_back(static_cast<char>(c - 'A' + 'a'));
        } else if (c != '_' && c != '-' && c != ' ') {
            letters.push_back(c);
        }
    }
    constexpr std::string_view prefix = "finishreason";  // of Google's enumeration, in full
    if (letters.starts_with(prefix)) letters.erase(0, prefix.size());
    return letters;
}

}  // namespace

std::string normalise_finish_reason(std::string_view provider_word) {
    const std::string letters = bare_letters(provider_word);
    const auto known = std::find_if(finish_words.begin(), finish_words.end(),
                                    [&](const auto& word) { return word.first == letters; });
    return std::string(known != finish_words.end() ? known->second : provider_word);
}

bool is_clean_end(std::string_view finish_reason) {
    return finish_reason == "stop";
}

}  // namespace moa::wire
