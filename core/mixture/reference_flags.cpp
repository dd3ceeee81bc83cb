#include "mixture/reference_flags.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>

#include "enum_names.hpp"
#include "mixture/words.hpp"

namespace moa::mixture {

namespace {

constexpr EnumNames<FlagKind, FlagKind::tool_output> kind_names("instruction", "tool_output");

/// A sequence of places separated by spaces: "a|b" is one of these words, "a|b*" any number of them.
struct Wording {
    FlagKind kind;
    std::string_view pattern;
    std::string_view reason;
};

constexpr std::string_view ignore_reason = "It tells the reader to ignore instructions.";
constexpr std::string_view prompt_reason = "It refers to the reader's own prompt.";
constexpr std::string_view choice_reason = "It tells the reader which response to prefer.";
constexpr std::string_view role_reason = "It assigns the reader another role.";
constexpr std::string_view template_reason = "It contains tokens of a chat template.";
constexpr std::string_view ran_reason = "It claims to have run something, but no tool was available.";
constexpr std::string_view looked_reason =
    "It claims to have looked something up, but no tool was available.";
constexpr std::string_view call_reason =
    "It contains a tool call or a tool result, but no tool was available.";

constexpr std::array wordings = {
    Wording{
        FlagKind::instruction,
        "ignore|disregard|forget|override|bypass all|any|every|of|the|your|my|these|those|other* "
        "previous|prior|earlier|above|preceding|foregoing|system|existing "
        "user|system* instruction|instructions|prompt|prompts|rules|guidelines|directions|messages|context",
        ignore_reason},
    Wording{FlagKind::instruction,
            "ignore|disregard|discard all|any|every|of|the* other|remaining "
            "response|responses|answer|answers|proposal|proposals|models",
            choice_reason},
    Wording{FlagKind::instruction,
            "ignoriere|vergiss|missachte alle|die|deine* bisherigen|vorherigen|obigen|vorigen "
            "anweisungen|anweisung|regeln|nachrichten",
            ignore_reason},
    Wording{FlagKind::instruction,
            "ignore|ignorez|oublie|oubliez toutes|les|tes|vos* instructions|consignes "
            "précédentes|antérieures|ci",
            ignore_reason},
    Wording{FlagKind::instruction, "ignora|olvida todas|las|tus* instrucciones anteriores|previas",
            ignore_reason},
    Wording{FlagKind::instruction,
            "reveal|print|repeat|disclose|output|leak|show|display your|the|all|full|entire* "
            "system|hidden|initial|original prompt|instructions|message",
            prompt_reason},
    Wording{FlagKind::instruction,
            "not|never reveal|mention|disclose|repeat|discuss the|this|your|these|any* "
            "system|hidden|initial* prompt|instructions",
            prompt_reason},
    Wording{FlagKind::instruction, "new|updated|revised|additional system instructions|instruction|prompt",
            prompt_reason},
    Wording{FlagKind::instruction,
            "choose|select|prefer|pick|rank|rate|score only|always* this|my response|answer|proposal "
            "first|highest|best|above|over|verbatim|only|exclusively",
            choice_reason},
    Wording{FlagKind::instruction,
            "copy|repeat|output|return this|my response|answer|proposal verbatim|exactly|unchanged|word",
            choice_reason},
    Wording{FlagKind::instruction,
            "as the|an aggregator|evaluator|judge|synthesizer|grader you must|should|shall|will|have|need",
            choice_reason},
    Wording{FlagKind::instruction,
            "you are now in* developer|debug|admin|god|dan|jailbreak|unrestricted mode*", role_reason},
    Wording{
        FlagKind::tool_output,
        "i just|already|also|actually|then* ran|executed|tested|compiled|benchmarked|called|queried|invoked "
        "the|this|that|your|it|a|an|some|following|above|provided|updated|python|sql|shell|full* "
        "code|script|command|commands|program|query|tests|test|snippet|function|api|endpoint|curl|pytest|"
        "unit|"
        "build|benchmark|notebook|locally",
        ran_reason},
    Wording{FlagKind::tool_output,
            "i ve|have just|already|also|actually|now* "
            "run|executed|tested|compiled|benchmarked|called|queried|invoked "
            "the|this|that|your|it|a|an|some|following|above|provided|updated|python|sql|shell|full* "
            "code|script|command|commands|program|query|tests|test|snippet|function|api|endpoint|curl|pytest|"
            "unit|"
            "build|benchmark|notebook|locally",
            ran_reason},
    Wording{FlagKind::tool_output,
            "i ran curl|wget|git|grep|ls|npm|pip|docker|kubectl|python|pytest|make|ping", ran_reason},
    Wording{FlagKind::tool_output,
            "i ve|have|just|already|also* searched|browsed|googled|visited|fetched|scraped|downloaded|opened "
            "the|on|your|this|that|through|for|a|current|latest|official* "
            "web|internet|online|website|site|page|url|link|file|files|repository|repo|documentation|docs",
            looked_reason},
    Wording{FlagKind::tool_output,
            "based|according on|to my|the web|internet|online* search|searches|browsing", looked_reason},
    Wording{FlagKind::tool_output, "i got|received|get a|an* 200|301|302|400|401|403|404|500|502|503",
            ran_reason},
};

struct Mark {
    FlagKind kind;
    std::string_view text;
    std::string_view reason;
};

constexpr std::array marks = {
    Mark{FlagKind::instruction, "<|im_start|>", template_reason},
    Mark{FlagKind::instruction, "<|im_end|>", template_reason},
    Mark{FlagKind::instruction, "<|system|>", template_reason},
    Mark{FlagKind::instruction, "<|user|>", template_reason},
    Mark{FlagKind::instruction, "<|assistant|>", template_reason},
    Mark{FlagKind::instruction, "<|start_header_id|>", template_reason},
    Mark{FlagKind::instruction, "<|eot_id|>", template_reason},
    Mark{FlagKind::instruction, "<|endoftext|>", template_reason},
    Mark{FlagKind::instruction, "<start_of_turn>", template_reason},
    Mark{FlagKind::instruction, "<<SYS>>", template_reason},
    Mark{FlagKind::instruction, "[INST]", template_reason},
    Mark{FlagKind::instruction, "[/INST]", template_reason},
    Mark{FlagKind::instruction, "### Instruction:", template_reason},
    Mark{FlagKind::instruction, "### System:", template_reason},
    Mark{FlagKind::instruction, "忽略之前", ignore_reason},
    Mark{FlagKind::instruction, "忽略以上", ignore_reason},
    Mark{FlagKind::instruction, "忽略上述", ignore_reason},
    Mark{FlagKind::instruction, "指示を無視", ignore_reason},
    Mark{FlagKind::tool_output, "<tool_call", call_reason},
    Mark{FlagKind::tool_output, "<tool_response", call_reason},
    Mark{FlagKind::tool_output, "<tool_result", call_reason},
    Mark{FlagKind::tool_output, "<function_call", call_reason},
    Mark{FlagKind::tool_output, "<function_result", call_reason},
    Mark{FlagKind::tool_output, "[TOOL_CALLS]", call_reason},
    Mark{FlagKind::tool_output, "```tool_output", call_reason},
    Mark{FlagKind::tool_output, "```tool_code", call_reason},
    Mark{FlagKind::tool_output, "\nAction Input:", call_reason},
};

bool is_one_of(std::string_view choices, std::string_view word) {
    while (true) {
        const std::size_t bar = std::min(choices.find('|'), choices.size());
        if (same_word(choices.substr(0, bar), word)) return true;
        if (bar == choices.size()) return false;
        choices.remove_prefix(bar + 1);
    }
}

/// Index behind the last word of the match that begins at `at`; nothing when there is none. Choices of a
/// repeated place never hold a word of the place behind it, so that taking as many as there are is right.
std::optional<std::size_t> match(std::string_view pattern, std::string_view text,
                                 const std::vector<Word>& words, std::size_t at) {
    while (!pattern.empty()) {
        const std::size_t space = std::min(pattern.find(' '), pattern.size());
        std::string_view place = pattern.substr(0, space);
        pattern.remove_prefix(std::min(space + 1, pattern.size()));
        if (place.ends_with('*')) {
            place.remove_suffix(1);
            while (at < words.size() && is_one_of(place, words[at].in(text)))
                ++at;
            continue;
        }
        if (at == words.size() || !is_one_of(place, words[at].in(text))) return std::nullopt;
        ++at;
    }
    return at;
}

/// For every first byte of a word, in lower case, the wordings that can begin with it, a bit each: all but a
/// few words need no closer look.
constexpr std::array<std::uint32_t, 256> wordings_by_first_byte() {
    static_assert(wordings.size() <= 32);
    std::array<std::uint32_t, 256> table{};
    for (std::size_t i = 0; i < wordings.size(); ++i) {
        bool begins = true;  // a choice of the first place
        for (const char c : wordings[i].pattern) {
            if (c == ' ') break;
            if (begins) table[static_cast<unsigned char>(c)] |= std::uint32_t{1} << i;
            begins = c == '|';
        }
    }
    return table;
}

constexpr auto by_first_byte = wordings_by_first_byte();

std::uint32_t wordings_at(std::string_view word) {
    const auto first = static_cast<unsigned char>(word.front());
    return by_first_byte.at(first >= 'A' && first <= 'Z' ? first - 'A' + 'a' : first);
}

void find_wordings(std::string_view text, std::vector<ReferenceFlag>& flags) {
    const std::vector<Word> words = split_words(text);
    std::array<std::size_t, wordings.size()> next{};  // behind the latest find of each
    for (std::size_t at = 0; at < words.size(); ++at) {
        const std::uint32_t possible = wordings_at(words[at].in(text));
        for (std::size_t i = 0; possible >> i != 0 && i < wordings.size(); ++i) {
            if ((possible >> i & 1U) == 0 || at < next.at(i)) continue;
            const auto end = match(wordings.at(i).pattern, text, words, at);
            if (!end) continue;
            const Wording& found = wordings.at(i);
            flags.push_back({found.kind, words[at].begin, words[*end - 1].end, std::string(found.reason)});
            next.at(i) = *end;
        }
    }
}

void find_marks(std::string_view text, std::vector<ReferenceFlag>& flags) {
    for (const Mark& mark : marks) {
        for (std::size_t at = text.find(mark.text); at != std::string_view::npos;
             at = text.find(mark.text, at + mark.text.size())) {
            const std::size_t skipped = mark.text.front() == '\n' ? 1 : 0;
            flags.push_back({mark.kind, at + skipped, at + mark.text.size(), std::string(mark.reason)});
        }
    }
}

}  // namespace

std::string_view to_string(FlagKind kind) {
    return kind_names.of(kind);
}

std::optional<FlagKind> parse_flag_kind(std::string_view text) {
    return kind_names.parse(text);
}

std::vector<ReferenceFlag> find_flags(std::string_view text) {
    std::vector<ReferenceFlag> flags;
    find_wordings(text, flags);
    find_marks(text, flags);
    std::sort(flags.begin(), flags.end(), [](const ReferenceFlag& a, const ReferenceFlag& b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end > b.end;
    });
    // What lies inside a find is part of it.
    std::vector<ReferenceFlag> kept;
    for (const ReferenceFlag& flag : flags) {
        if (kept.size() == max_flags) break;
        if (kept.empty() || flag.begin >= kept.back().end) kept.push_back(flag);
    }
    return kept;
}

}  // namespace moa::mixture
