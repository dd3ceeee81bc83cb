# shellcheck shell=bash disable=SC2154
# Find in the answers with the keyboard: how many, from one to the next over all texts, and back to the question.

check "a window with a question" open_window --simulate --size 1440x900 --question "Why is the sky blue?" --run
check "the run completes" await status complete
press ctrl+f
check "Ctrl+F opens the search" await find ''
write "SCATTER"
check "places are counted without regard to case" await find '[0-9]+ of [0-9]+'
check "the first one is in the answer on screen" await selected none
shot find
check "the marked answer has content" has_content "$shots/desktop-find.png"
press F3
check "F3 goes on" await find '[0-9]+ of [0-9]+'
steps_to_a_node() {
  for _ in {1..40}; do
    press Return
    ! fact_is selected none || continue
    return
  done
  return 1
}
check "Enter goes on to the texts of the nodes" steps_to_a_node
shot find-node
press ctrl+a
write "nowhere to be found"
check "what is not there is said" await find 'Not found'
press Escape
check "Escape closes it" await find closed
write "Next"
check "and the question has the keyboard again" await draft 4
check "it closes" close_window
