// The models of the setup: a field for each proposer and for the aggregator, with what is known of the model
// in it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/screen.hpp"
#include "session/model_access.hpp"
#include "session/models/check_report.hpp"

namespace moa::screen {

class ModelFields {
  public:
    /// More proposers than that are a recipe's business, not a form's.
    static constexpr std::size_t most_proposers = 12;

    void fill(std::vector<std::string> proposers, int repeat, std::string aggregator);

    /// Those that are named.
    std::vector<std::string> proposers() const;
    /// How often each of them is asked.
    int repeat() const { return repeat_; }
    const std::string& aggregator() const { return aggregator_; }
    /// Whether this is the name of one of its fields.
    static bool is_field(std::string_view name);

    /// The sections of proposers and aggregator. `lines`: what is known of their models.
    std::vector<Section> sections(const session::ModelBook& book, const mixture::Provider& provider,
                                  const std::vector<session::CheckLine>& lines) const;
    /// Takes what was typed or pressed; false for a name that is none of its own.
    bool act(std::string_view name, std::string_view value);
    /// The field that was added, or is next to one that was removed, since the last call; empty for none.
    std::string take_focus();

  private:
    Item repeat_item() const;
    std::string* field(std::string_view name);
    void set_proposer(std::size_t index, std::string_view value);

    std::vector<std::string> proposers_ = {""};
    int repeat_ = 1;
    std::string aggregator_;
    std::string focus_;
};

}  // namespace moa::screen
