#include "wire/delta_scanner.hpp"

#include <algorithm>
#include <cstdint>

#include "wire/json_scanner.hpp"

namespace moa::wire {
namespace {

/// Longer than any provider's: 170 bytes are common.
constexpr std::size_t longest_opening = 1024;

/// Members that were met in one object: a repeated one is left to the full parse, where the last one counts.
class SeenMembers {
  public:
    bool first(unsigned member) {
        const bool is_first = (seen_ & (1U << member)) == 0;
        seen_ |= 1U << member;
        return is_first;
    }
    bool has(unsigned member) const { return (seen_ & (1U << member)) != 0; }
    bool any() const { return seen_ != 0; }
    bool has_only(unsigned member) const { return seen_ == 1U << member; }

  private:
    unsigned seen_ = 0;
};

class Scan {
  public:
    /// `opening` is what the event before began with, see note_opening; it becomes this one's.
    /// `opening_choice` likewise is the index of the choice in it.
    Scan(std::string_view data, std::string& opening, int& opening_choice)
        : json_(data), opening_(opening), opening_choice_(opening_choice) {}

    bool run() { return run_ahead() > 0 && json_.at_end(); }

    /// As far as the object goes: how long it is, 0 where it is not understood.
    std::size_t run_ahead() {
        const auto member = [this](std::string_view name) { return top_member(name); };
        opened_ = json_.skip_beginning(opening_);
        if (opened_) choice_ = opening_choice_;
        const bool read =
            opened_ ? read_on_in_choice() && json_.read_more_members(member) : json_.read_object(member);
        return read && (!details_ || !reasoning().text.empty()) ? json_.consumed() : 0;
    }
    bool crossed_lines() const { return json_.crossed_lines(); }

    void store(ChatDelta& out) const {
        out.choice = choice_;
        append_unescaped(has_delta_ ? content_ : text_, out.text);
        append_unescaped(reasoning(), out.reasoning);
        if (!finish_reason_.text.empty()) out.finish_reason = normalise_finish_reason(finish_reason_.text);
        if (usage_) {
            out.usage = usage_;
        } else if (groq_usage_) {
            out.usage = groq_usage_;
        }
    }

  private:
    enum Top : unsigned { choices, usage, x_groq };
    enum Choice : unsigned { delta, finish_reason, text, index };
    enum Delta : unsigned { content, reasoning_content, plain_reasoning, reasoning_details, refusal };
    enum Count : unsigned { prompt_tokens, completion_tokens };

    const RawJsonString& reasoning() const {
        return reasoning_content_.text.empty() ? plain_reasoning_ : reasoning_content_;
    }

    /// By first letters: most members of most events are none of these.
    bool top_member(std::string_view name) {
        switch (name.empty() ? '\0' : name.front()) {
            case 'c':
                if (name == "choices") return seen_.first(choices) && read_choices();
                break;
            case 'u':
                if (name == "usage") return seen_.first(usage) && read_usage(usage_);
                break;
            case 'x':
                if (name == "x_groq") return seen_.first(x_groq) && read_groq();
                break;
            case 'o':
                if (name == "object") {  // vLLM marks its errors here
                    RawJsonString word;
                    return json_.read_string(word) && !word.escaped && word.text != "error";
                }
                break;
            case 'e':
                if (name == "error" || name == "error_type" || name == "error_message" || name == "errors")
                    return json_.read_null();
                break;
            // With one of these the document may report an error, see reports_error.
            case 'b':
                if (name == "base_resp") return json_.read_null();
                break;
            case 'd':
                if (name == "done") return false;  // it may be the end, see is_end_object
                if (name == "detail") return json_.read_null();
                break;
            case 'm':
                if (name == "message" || name == "msg") return json_.read_null();
                break;
            case 's':
                if (name == "success" || name == "status" || name == "status_code") return json_.read_null();
                break;
            default:
                break;
        }
        return json_.skip_value();
    }

    bool read_choices() {
        if (json_.peek() != '[') return json_.read_null();
        bool first = true;
        return json_.read_array([&] {
            if (!first) return false;  // which of them is wanted is for the full parse to say
            first = false;
            return json_.read_object([this](std::string_view member) { return choice_member(member); });
        });
    }

    /// Choices from where an opening ends.
    bool read_on_in_choice() {
        (void)seen_.first(choices);
        return json_.read_members([this](std::string_view member) { return choice_member(member); }) &&
               json_.read_more_elements([] { return false; });
    }

    /// An opening is all before the first choice's first member that says something, if nothing before it
    /// did: whoever begins with the same bytes can be read from there on.
    void note_opening(std::string_view name) {
        const bool said = in_choice_.any() && !in_choice_.has_only(index);
        if (opened_ || said || !seen_.has_only(choices) || json_.crossed_lines()) return;
        const std::string_view opening = json_.passed_before(name.data() - 1);
        if (opening.size() > longest_opening || opening == opening_) return;
        opening_ = opening;
        opening_choice_ = choice_;
    }

    bool read_groq() {
        if (json_.peek() != '{') return json_.read_null();
        SeenMembers in_groq;
        return json_.read_object([&](std::string_view member) {
            if (member == "usage") return in_groq.first(usage) && read_usage(groq_usage_);
            if (member == "error") return json_.read_null();
            return json_.skip_value();
        });
    }

    bool choice_member(std::string_view name) {
        if (name == "delta") {
            note_opening(name);
            if (!in_choice_.first(delta)) return false;
            has_delta_ = true;
            SeenMembers in_delta;
            return json_.read_object([&](std::string_view member) { return delta_member(member, in_delta); });
        }
        if (name == "finish_reason") {
            note_opening(name);
            return in_choice_.first(finish_reason) && read_text(finish_reason_) &&
                   is_plain_word(finish_reason_);
        }
        if (name == "text") {
            note_opening(name);
            return in_choice_.first(text) && read_text(text_);
        }
        if (name == "index") return read_index();
        if (name == "message") return false;  // a whole completion
        if (name == "finishReason") return json_.read_null();
        if (name == "error") return json_.read_null();
        return json_.skip_value();
    }

    /// Behind an opening it would be the second one.
    bool read_index() {
        constexpr std::int64_t most = 1000;
        std::int64_t value = 0;
        const bool first = in_choice_.first(index) && (!opened_ || opening_choice_ < 0);
        if (!first || !json_.read_count(value) || value > most) return false;
        choice_ = static_cast<int>(value);
        return true;
    }

    bool delta_member(std::string_view name, SeenMembers& seen) {
        if (name == "content") return seen.first(content) && read_text(content_);
        if (name == "reasoning_content")
            return seen.first(reasoning_content) && read_text(reasoning_content_);
        if (name == "reasoning") return seen.first(plain_reasoning) && read_text(plain_reasoning_);
        if (name == "refusal" || name == "reasoning_text" || name == "thinking") return json_.read_null();
        if (name == "reasoning_details") {
            // It repeats what `reasoning` says; only where that is missing it has to be read.
            if (!seen.first(reasoning_details)) return false;
            if (json_.peek() != '[') return json_.read_null();
            return json_.read_array([&] {
                details_ = true;
                return json_.skip_value();
            });
        }
        return json_.skip_value();
    }

    static bool is_plain_word(const RawJsonString& word) {
        return !word.escaped &&
               std::all_of(word.text.begin(), word.text.end(), [](char c) { return c > ' ' && c < '\x7F'; });
    }

    bool read_text(RawJsonString& out) {
        return json_.peek() == '"' ? json_.read_string(out) : json_.read_null();
    }

    bool read_usage(std::optional<Usage>& out) {
        if (json_.peek() != '{') return json_.read_null();
        SeenMembers seen;
        Usage counted;
        const bool read = json_.read_object([&](std::string_view name) {
            if (name == "prompt_tokens")
                return seen.first(prompt_tokens) && json_.read_count(counted.prompt_tokens);
            if (name == "completion_tokens") {
                return seen.first(completion_tokens) && json_.read_count(counted.completion_tokens);
            }
            if (name == "cost") return json_.read_null();
            return json_.skip_value();
        });
        if (read && (seen.has(prompt_tokens) || seen.has(completion_tokens))) out = counted;
        return read;
    }

    JsonScanner json_;
    std::string& opening_;
    int& opening_choice_;
    int choice_ = -1;
    SeenMembers seen_;
    SeenMembers in_choice_;
    RawJsonString content_;
    RawJsonString text_;
    RawJsonString reasoning_content_;
    RawJsonString plain_reasoning_;
    RawJsonString finish_reason_;
    std::optional<Usage> usage_;
    std::optional<Usage> groq_usage_;
    bool opened_ = false;
    bool has_delta_ = false;
    bool details_ = false;
};

}  // namespace

bool DeltaScanner::scan(std::string_view data, ChatDelta& out) {
    Scan scan(data, opening_, opening_choice_);
    if (!scan.run()) return false;
    scan.store(out);
    return true;
}

std::size_t DeltaScanner::scan_ahead(std::string_view bytes, ChatDelta& out) {
    Scan scan(bytes, opening_, opening_choice_);
    const std::size_t length = scan.run_ahead();
    if (length == 0 || scan.crossed_lines() || bytes.substr(length, 2) != "\n\n") return 0;
    scan.store(out);
    return length;
}

bool scan_chat_delta(std::string_view data, ChatDelta& out) {
    return DeltaScanner().scan(data, out);
}

}  // namespace moa::wire
