// Two to four answers beside each other, with what differs marked; one of them can take the place of the
// answer that the aggregator wrote.
#pragma once

#include <string>
#include <vector>

#include "screen/screen_model.hpp"
#include "session/workspace.hpp"

namespace moa::screen {

/// Whether there are two finished answers to compare: of the run on screen, or of versions of its turn.
bool can_compare(const session::Workspace& workspace);

class ComparisonScreen final : public ScreenModel {
  public:
    /// Begins with the answer and what it is built from, or with the node that is selected. The workspace
    /// outlives it.
    explicit ComparisonScreen(session::Workspace& workspace);

    Screen show() const override;
    Outcome act(std::string_view name, std::string_view value) override;
    std::uint64_t revision() const override { return revision_; }

  private:
    struct Answer {
        std::string name;  ///< "2/1.3": turn and node
        std::string words;
        std::string group;
        const run::RunState* state = nullptr;
        const run::Node* node = nullptr;
        bool here = false;  ///< of the run on screen
    };
    friend bool can_compare(const session::Workspace& workspace);
    static std::vector<Answer> answers_of(const session::Workspace& workspace);
    /// Those that are compared; the names of others stay for when they are there again.
    std::vector<Answer> chosen() const;
    Item column(std::size_t number, const Answer& answer, const std::vector<Answer>& all) const;
    void add();
    void focus_on(std::size_t column);
    Outcome keep(std::size_t number);

    session::Workspace& workspace_;
    std::vector<std::string> names_;
    std::string problem_;
    std::string focus_ = "answer 1";
    int focus_turn_ = 0;
    std::uint64_t revision_ = 1;
    /// What was compared last, and what came of it: a long text is not compared for each event of another
    /// run.
    mutable std::vector<std::string> compared_;
    mutable std::vector<std::vector<MarkedPassage>> passages_;
    mutable std::vector<double> agreement_;
};

}  // namespace moa::screen
