// Find in text: what is looked for, where it stands in all texts of the run on screen, and which place one is
// at.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/workspace.hpp"
#include "view/find/text_search.hpp"
#include "view/markdown/found_marks.hpp"
#include "view/text/text_watch.hpp"

namespace moa::view {

/// A text of the conversation, in the order of its turns, and of a node in the order of the inspector.
struct RunText {
    session::TurnNumber turn = 0;
    run::NodeId node;
    int part = 0;

    static constexpr int reasoning = 0;
    static constexpr int answer = 1;
    static constexpr int prompt = 2;  ///< the first message; the others follow

    auto operator<=>(const RunText&) const =
        default;  // NOLINT(modernize-use-nullptr): clang-tidy 14 misreads it
};

/// The answer of a turn that is not the one on screen.
struct TurnAnswer {
    RunText text;
    std::string_view content;
    std::uint64_t version = 0;
};

class Finder {
  public:
    bool is_open() const { return open_; }
    void open() { open_ = true; }
    /// Forgets the places, not the words.
    void close();

    const std::string& words() const { return words_; }
    /// Looks for other words, from the present place on. At most `longest_words` bytes of them count.
    void look_for(std::string_view words);
    static constexpr std::size_t longest_words = 1000;
    /// To the next place or the one before, round and round.
    void step(bool forward) { step_ = forward ? 1 : -1; }

    /// Brings the places up to date: answers and reasoning of all nodes of the run on screen, of node `shown`
    /// what it was sent when `with_prompt`, and the answers of the conversation's other turns. A search
    /// begins at the answer of `shown`.
    void update(const session::Workspace& workspace, run::NodeId shown, bool with_prompt);
    /// The same of one run alone.
    void update(const run::RunState& state, run::NodeId shown, bool with_prompt, std::uint64_t run_number = 0,
                const std::vector<TurnAnswer>& others = {}, session::TurnNumber turn = 0);

    /// Whether all texts have been searched. If not, the next update goes on.
    bool is_complete() const { return complete_; }

    std::size_t count() const;
    /// Which of them one is at, from 1 on; 0 for none.
    std::size_t number() const;
    /// "3 of 17", "Not found", "Searching"; empty without words.
    std::string result_words() const;
    /// What is to be marked in one text.
    FoundMarks marks(RunText text) const;
    /// Where the current place is, once after it has become another one.
    std::optional<RunText> take_arrival();
    /// The reader has moved on: the current place is not brought into view any more.
    void revealed() { reveal_ = false; }

  private:
    struct Place {
        RunText text;
        TextRange range;
    };
    void find_in(RunText text, std::string_view content, std::uint64_t version);
    void go_from(RunText text, TextPlace from);
    void go_on(bool forward);
    void arrive(RunText text, std::size_t index);

    bool open_ = false;
    std::string words_;
    Needle needle_;
    std::map<RunText, TextSearch> searches_;
    std::map<RunText, TextWatch> prompts_;
    std::optional<Place> current_;
    markdown::TextRoom room_;  ///< of an update
    bool complete_ = true;
    bool seek_ = false;  ///< other words: to their first place from the present one on
    int step_ = 0;       ///< still to go: 1, -1 or none
    bool arrived_ = false;
    bool reveal_ = false;
};

}  // namespace moa::view
